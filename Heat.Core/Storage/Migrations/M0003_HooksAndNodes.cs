using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;

namespace Heat.Core.Storage.Migrations;

/// <summary>The hooks at which operations wait, and the processes that carry operations.</summary>
[DbContext(typeof(HeatDatabase))]
[Migration("0003_HooksAndNodes")]
internal sealed class M0003_HooksAndNodes : Migration
{
    protected override void Up(MigrationBuilder migrationBuilder)
    {
        migrationBuilder.CreateTable(
            "hooks",
            table => new
            {
                OperationId = table.Column<Guid>(),
                ResourceId = table.Column<Guid>(),
                Hook = table.Column<string>(),
                IsCleared = table.Column<bool>(),
            },
            constraints: table => table.PrimaryKey("PK_hooks", row => new { row.OperationId, row.ResourceId, row.Hook }));
        migrationBuilder.CreateIndex("ix_hooks_resource", "hooks", "ResourceId");
        migrationBuilder.CreateTable(
            "nodes",
            table => new
            {
                Name = table.Column<string>(),
                Id = table.Column<Guid>(),
                Host = table.Column<string>(),
                StartedAt = table.Column<long>(),
                SeenAt = table.Column<long>(),
            },
            constraints: table => table.PrimaryKey("PK_nodes", row => row.Name));
    }
}
