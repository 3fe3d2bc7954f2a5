using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;

namespace Heat.Core.Storage.Migrations;

/// <summary>Resources whose creating call was lost are known, because a service may carry such a call out late.</summary>
[DbContext(typeof(HeatDatabase))]
[Migration("0012_LateObjects")]
internal sealed class M0012_LateObjects : Migration
{
    protected override void Up(MigrationBuilder migrationBuilder) => migrationBuilder.AddColumn<long>("CreationLostAt", "resources", nullable: true);
}
