using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;
using Npgsql.EntityFrameworkCore.PostgreSQL.Metadata;

namespace Heat.Core.Storage.Migrations;

/// <summary>The first schema. Migrations are written by hand; a test holds them against the model on both databases.</summary>
[DbContext(typeof(HeatDatabase))]
[Migration("0001_Initial")]
internal sealed class M0001_Initial : Migration
{
    protected override void Up(MigrationBuilder migrationBuilder)
    {
        CreateStacks(migrationBuilder);
        CreateResources(migrationBuilder);
        CreateEvents(migrationBuilder);
        CreateOperations(migrationBuilder);
        migrationBuilder.CreateTable(
            "documents",
            table => new { Key = table.Column<string>(), Content = table.Column<string>() },
            constraints: table => table.PrimaryKey("PK_documents", row => row.Key));
        migrationBuilder.CreateTable(
            "cloud_objects",
            table => new { Kind = table.Column<string>(), Id = table.Column<string>(), Body = table.Column<string>() },
            constraints: table => table.PrimaryKey("PK_cloud_objects", row => new { row.Kind, row.Id }));
    }

    private static void CreateStacks(MigrationBuilder migration)
    {
        migration.CreateTable(
            "stacks",
            table => new
            {
                Id = table.Column<Guid>(),
                Name = table.Column<string>(maxLength: 255),
                ProjectId = table.Column<string>(),
                RootId = table.Column<Guid>(),
                OwnerId = table.Column<Guid>(nullable: true),
                OwnerResourceName = table.Column<string>(nullable: true),
                Depth = table.Column<int>(),
                Action = table.Column<string>(),
                Status = table.Column<string>(),
                StatusReason = table.Column<string>(),
                TemplateKey = table.Column<string>(),
                FilesKey = table.Column<string>(),
                Environment = table.Column<byte[]>(),
                PreviousTemplateKey = table.Column<string>(nullable: true),
                PreviousFilesKey = table.Column<string>(nullable: true),
                PreviousEnvironment = table.Column<byte[]>(nullable: true),
                DisableRollback = table.Column<bool>(),
                TimeoutMinutes = table.Column<int>(nullable: true),
                Tags = table.Column<string>(nullable: true),
                Outputs = table.Column<byte[]>(nullable: true),
                Credentials = table.Column<byte[]>(nullable: true),
                UserName = table.Column<string>(),
                StackUserProjectId = table.Column<string>(nullable: true),
                Description = table.Column<string>(),
                CreatedAt = table.Column<long>(),
                UpdatedAt = table.Column<long>(nullable: true),
                DeletedAt = table.Column<long>(nullable: true),
            },
            constraints: table => table.PrimaryKey("PK_stacks", row => row.Id));
        migration.CreateIndex("ix_stacks_name", "stacks", ["ProjectId", "Name"], unique: true, filter: "\"DeletedAt\" IS NULL");
        migration.CreateIndex("ix_stacks_project", "stacks", ["ProjectId", "OwnerId", "CreatedAt", "Id"]);
        migration.CreateIndex("ix_stacks_root", "stacks", "RootId");
        migration.CreateTable(
            "stack_tags",
            table => new { StackId = table.Column<Guid>(), Tag = table.Column<string>() },
            constraints: table => table.PrimaryKey("PK_stack_tags", row => new { row.StackId, row.Tag }));
    }

    private static void CreateResources(MigrationBuilder migration)
    {
        migration.CreateTable(
            "resources",
            table => new
            {
                Id = table.Column<Guid>(),
                StackId = table.Column<Guid>(),
                RootId = table.Column<Guid>(),
                Name = table.Column<string>(),
                Type = table.Column<string>(),
                MappedType = table.Column<string>(),
                Action = table.Column<string>(),
                Status = table.Column<string>(),
                StatusReason = table.Column<string>(),
                PhysicalId = table.Column<string>(nullable: true),
                Reference = table.Column<byte[]>(nullable: true),
                Requires = table.Column<string>(),
                RequiredBy = table.Column<string>(),
                Replaces = table.Column<Guid>(nullable: true),
                ReplacedBy = table.Column<Guid>(nullable: true),
                Properties = table.Column<byte[]>(nullable: true),
                AttemptedProperties = table.Column<byte[]>(nullable: true),
                Attributes = table.Column<byte[]>(nullable: true),
                Data = table.Column<byte[]>(nullable: true),
                Metadata = table.Column<string>(),
                TemplateMetadata = table.Column<string>(),
                DeletionPolicy = table.Column<string>(),
                UpdatePolicy = table.Column<string>(),
                Description = table.Column<string>(),
                ExternalId = table.Column<string>(nullable: true),
                TemplateKey = table.Column<string>(nullable: true),
                ActionStartedAt = table.Column<long>(),
                Attempt = table.Column<int>(),
                PreviousState = table.Column<string>(),
                CreatedAt = table.Column<long>(),
                UpdatedAt = table.Column<long>(nullable: true),
            },
            constraints: table => table.PrimaryKey("PK_resources", row => row.Id));
        migration.CreateIndex("ix_resources_root", "resources", "RootId");
        migration.CreateIndex("ix_resources_name", "resources", ["StackId", "Name"]);
        migration.CreateIndex("ix_resources_physical", "resources", "PhysicalId");
    }

    private static void CreateEvents(MigrationBuilder migration)
    {
        migration.CreateTable(
            "events",
            table => new
            {
                Sequence = table.Column<long>()
                    .Annotation("Sqlite:Autoincrement", true)
                    .Annotation("Npgsql:ValueGenerationStrategy", NpgsqlValueGenerationStrategy.IdentityByDefaultColumn),
                Id = table.Column<Guid>(),
                StackId = table.Column<Guid>(),
                RootId = table.Column<Guid>(),
                ResourceName = table.Column<string>(),
                ResourceType = table.Column<string>(),
                PhysicalId = table.Column<string>(nullable: true),
                Action = table.Column<string>(),
                Status = table.Column<string>(),
                StatusReason = table.Column<string>(),
                Properties = table.Column<byte[]>(nullable: true),
                CreatedAt = table.Column<long>(),
            },
            constraints: table => table.PrimaryKey("PK_events", row => row.Sequence));
        migration.CreateIndex("ix_events_id", "events", "Id", unique: true);
        migration.CreateIndex("ix_events_stack", "events", ["StackId", "Sequence"]);
        migration.CreateIndex("ix_events_root", "events", ["RootId", "Sequence"]);
    }

    private static void CreateOperations(MigrationBuilder migration)
    {
        migration.CreateTable(
            "operations",
            table => new
            {
                Id = table.Column<Guid>(),
                StackId = table.Column<Guid>(),
                Sequence = table.Column<long>(),
                Action = table.Column<string>(),
                State = table.Column<string>(),
                Owner = table.Column<string>(nullable: true),
                Epoch = table.Column<int>(),
                Converge = table.Column<bool>(),
                CreatedAt = table.Column<long>(),
                Deadline = table.Column<long>(),
            },
            constraints: table => table.PrimaryKey("PK_operations", row => row.Id));
        migration.CreateIndex("ix_operations_state", "operations", ["State", "CreatedAt"]);
        migration.CreateIndex("ix_operations_stack", "operations", ["StackId", "Sequence"], unique: true);
    }
}
