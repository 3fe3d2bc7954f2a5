using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;

namespace Heat.Core.Storage.Migrations;

/// <summary>Operations that scale a group.</summary>
[DbContext(typeof(HeatDatabase))]
[Migration("0005_Scaling")]
internal sealed class M0005_Scaling : Migration
{
    protected override void Up(MigrationBuilder migrationBuilder)
    {
        migrationBuilder.AddColumn<Guid>("GroupId", "operations", nullable: true);
        migrationBuilder.AddColumn<string>("Scaling", "operations", nullable: true);
    }
}
