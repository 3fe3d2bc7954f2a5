using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;

namespace Heat.Core.Storage.Migrations;

/// <summary>Lists of stacks by status begin to read where a page begins, however many stacks there are.</summary>
[DbContext(typeof(HeatDatabase))]
[Migration("0006_Listing")]
internal sealed class M0006_Listing : Migration
{
    protected override void Up(MigrationBuilder migrationBuilder) =>
        migrationBuilder.CreateIndex("ix_stacks_status", "stacks", ["ProjectId", "OwnerId", "Status", "Id"]);
}
