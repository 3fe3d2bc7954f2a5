using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;

namespace Heat.Core.Storage.Migrations;

/// <summary>The request that an operation was asked for with.</summary>
[DbContext(typeof(HeatDatabase))]
[Migration("0010_Tracing")]
internal sealed class M0010_Tracing : Migration
{
    protected override void Up(MigrationBuilder migrationBuilder)
    {
        migrationBuilder.AddColumn<string>("RequestId", "operations", nullable: true);
        migrationBuilder.AddColumn<string>("TraceParent", "operations", nullable: true);
    }
}
