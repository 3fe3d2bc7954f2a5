using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;

namespace Heat.Core.Storage.Migrations;

/// <summary>Lists of stacks by their last update begin to read where a page begins. Stacks without one have their place among the others.</summary>
[DbContext(typeof(HeatDatabase))]
[Migration("0008_UpdateOrder")]
internal sealed class M0008_UpdateOrder : Migration
{
    protected override void Up(MigrationBuilder migrationBuilder)
    {
        migrationBuilder.AddColumn<long>("UpdateOrder", "stacks", nullable: false, defaultValue: 0L);
        migrationBuilder.Sql("""UPDATE stacks SET "UpdateOrder" = "UpdatedAt" WHERE "UpdatedAt" IS NOT NULL""");
        migrationBuilder.CreateIndex("ix_stacks_updated", "stacks", ["ProjectId", "UpdateOrder", "Id"], filter: "\"OwnerId\" IS NULL");
    }
}
