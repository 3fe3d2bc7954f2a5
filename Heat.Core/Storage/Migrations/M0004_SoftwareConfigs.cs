using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;

namespace Heat.Core.Storage.Migrations;

/// <summary>Software configurations and their deployments.</summary>
[DbContext(typeof(HeatDatabase))]
[Migration("0004_SoftwareConfigs")]
internal sealed class M0004_SoftwareConfigs : Migration
{
    protected override void Up(MigrationBuilder migrationBuilder)
    {
        migrationBuilder.CreateTable(
            "software_configs",
            table => new
            {
                Id = table.Column<Guid>(),
                ProjectId = table.Column<string>(),
                Name = table.Column<string>(nullable: true),
                Group = table.Column<string>(nullable: true),
                Content = table.Column<byte[]>(),
                CreatedAt = table.Column<long>(),
            },
            constraints: table => table.PrimaryKey("PK_software_configs", row => row.Id));
        migrationBuilder.CreateIndex("ix_software_configs_project", "software_configs", ["ProjectId", "CreatedAt"]);
        migrationBuilder.CreateTable(
            "software_deployments",
            table => new
            {
                Id = table.Column<Guid>(),
                ProjectId = table.Column<string>(),
                StackUserProjectId = table.Column<string>(nullable: true),
                ServerId = table.Column<string>(),
                ConfigId = table.Column<Guid>(),
                Values = table.Column<byte[]>(),
                Action = table.Column<string>(nullable: true),
                Status = table.Column<string>(nullable: true),
                StatusReason = table.Column<string>(nullable: true),
                CreatedAt = table.Column<long>(),
                UpdatedAt = table.Column<long>(nullable: true),
            },
            constraints: table => table.PrimaryKey("PK_software_deployments", row => row.Id));
        migrationBuilder.CreateIndex("ix_software_deployments_server", "software_deployments", "ServerId");
        migrationBuilder.CreateIndex("ix_software_deployments_config", "software_deployments", "ConfigId");
    }
}
