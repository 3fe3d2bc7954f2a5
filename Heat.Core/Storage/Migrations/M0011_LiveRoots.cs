using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;

namespace Heat.Core.Storage.Migrations;

/// <summary>Lists of stacks are read in order of an index on PostgreSQL too, and past neither nested nor deleted stacks.</summary>
[DbContext(typeof(HeatDatabase))]
[Migration("0011_LiveRoots")]
internal sealed class M0011_LiveRoots : Migration
{
    protected override void Up(MigrationBuilder migrationBuilder)
    {
        foreach (var (name, column) in ((string, string)[])[("ix_stacks_project", "CreatedAt"), ("ix_stacks_status", "Status"), ("ix_stacks_updated", "UpdateOrder")])
        {
            migrationBuilder.DropIndex(name, "stacks");
            migrationBuilder.CreateIndex(name, "stacks", ["ProjectId", column, "Id"], filter: HeatDatabase.LiveRoots);
        }
    }
}
