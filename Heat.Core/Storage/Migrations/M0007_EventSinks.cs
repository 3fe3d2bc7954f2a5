using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;

namespace Heat.Core.Storage.Migrations;

/// <summary>Events that go to message queues.</summary>
[DbContext(typeof(HeatDatabase))]
[Migration("0007_EventSinks")]
internal sealed class M0007_EventSinks : Migration
{
    protected override void Up(MigrationBuilder migrationBuilder)
    {
        migrationBuilder.AddColumn<string>("EventSinks", "stacks", nullable: true);
        migrationBuilder.AddColumn<Guid>("ResourceId", "events", nullable: true);
        migrationBuilder.CreateTable(
            name: "event_deliveries",
            columns: table => new { EventId = table.Column<Guid>(), Queue = table.Column<string>(), RootId = table.Column<Guid>(), Ttl = table.Column<long>() },
            constraints: table => table.PrimaryKey("PK_event_deliveries", row => new { row.EventId, row.Queue }));
        migrationBuilder.CreateIndex("ix_event_deliveries_root", "event_deliveries", ["RootId", "Queue"]);
    }
}
