using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;

namespace Heat.Core.Storage.Migrations;

/// <summary>Processes that share a database count their signs of life, and show that they use the same key.</summary>
[DbContext(typeof(HeatDatabase))]
[Migration("0009_NodeBeats")]
internal sealed class M0009_NodeBeats : Migration
{
    protected override void Up(MigrationBuilder migrationBuilder)
    {
        migrationBuilder.AddColumn<long>("Beat", "nodes", defaultValue: 0L);
        migrationBuilder.AddColumn<string>("KeyMark", "nodes", nullable: true);
    }
}
