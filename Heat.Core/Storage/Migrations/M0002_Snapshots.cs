using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;

namespace Heat.Core.Storage.Migrations;

/// <summary>Snapshots, and what an operation has to know besides its stack.</summary>
[DbContext(typeof(HeatDatabase))]
[Migration("0002_Snapshots")]
internal sealed class M0002_Snapshots : Migration
{
    protected override void Up(MigrationBuilder migrationBuilder)
    {
        migrationBuilder.AddColumn<byte[]>("Details", "operations", nullable: true);
        migrationBuilder.CreateTable(
            "snapshots",
            table => new
            {
                Id = table.Column<Guid>(),
                StackId = table.Column<Guid>(),
                Name = table.Column<string>(nullable: true),
                Status = table.Column<string>(),
                StatusReason = table.Column<string>(),
                Data = table.Column<byte[]>(nullable: true),
                CreatedAt = table.Column<long>(),
            },
            constraints: table => table.PrimaryKey("PK_snapshots", row => row.Id));
        migrationBuilder.CreateIndex("ix_snapshots_stack", "snapshots", "StackId");
    }
}
