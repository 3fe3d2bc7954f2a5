using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata;
using Microsoft.EntityFrameworkCore.Storage.ValueConversion;

namespace Heat.Core.Storage;

/// <summary>The one database context. Records are immutable: a change is a new record written over the old one by <see cref="DatabaseWriter"/>; everybody else only reads.</summary>
public sealed class HeatDatabase(DbContextOptions<HeatDatabase> options) : DbContext(options)
{
    /// <summary>The stacks that lists show unless asked for more. PostgreSQL reads an index in order only if what has to be null is no part of it.</summary>
    internal const string LiveRoots = """
        "OwnerId" IS NULL AND "DeletedAt" IS NULL
        """;

    public DbSet<StackRecord> Stacks => Set<StackRecord>();

    public DbSet<StackTagRecord> StackTags => Set<StackTagRecord>();

    public DbSet<ResourceRecord> Resources => Set<ResourceRecord>();

    public DbSet<EventRecord> Events => Set<EventRecord>();

    public DbSet<EventDeliveryRecord> EventDeliveries => Set<EventDeliveryRecord>();

    public DbSet<OperationRecord> Operations => Set<OperationRecord>();

    public DbSet<SnapshotRecord> Snapshots => Set<SnapshotRecord>();

    public DbSet<HookRecord> Hooks => Set<HookRecord>();

    public DbSet<NodeRecord> Nodes => Set<NodeRecord>();

    public DbSet<DocumentRecord> Documents => Set<DocumentRecord>();

    public DbSet<SoftwareConfigRecord> SoftwareConfigs => Set<SoftwareConfigRecord>();

    public DbSet<SoftwareDeploymentRecord> SoftwareDeployments => Set<SoftwareDeploymentRecord>();

    public DbSet<CloudObjectRecord> CloudObjects => Set<CloudObjectRecord>();

    protected override void ConfigureConventions(ModelConfigurationBuilder configuration) =>
        // Ticks order and compare alike in both databases; SQLite can't compare dates with zones.
        configuration.Properties<DateTimeOffset>().HaveConversion<TicksConverter>();

    protected override void OnModelCreating(ModelBuilder model)
    {
        model.Entity<StackRecord>(stack =>
        {
            stack.ToTable("stacks").HasKey(row => row.Id);
            stack.Property(row => row.Name).HasMaxLength(255);
            stack.Ignore(row => row.State).Ignore(row => row.IsInProgress);
            stack.HasIndex(row => new { row.ProjectId, row.Name }).IsUnique().HasFilter("\"DeletedAt\" IS NULL").HasDatabaseName("ix_stacks_name");
            stack.HasIndex(row => new { row.ProjectId, row.CreatedAt, row.Id }).HasFilter(LiveRoots).HasDatabaseName("ix_stacks_project");
            stack.HasIndex(row => new { row.ProjectId, row.Status, row.Id }).HasFilter(LiveRoots).HasDatabaseName("ix_stacks_status");
            stack.Property(row => row.UpdateOrder).HasDefaultValue(DateTimeOffset.MinValue);
            stack.HasIndex(row => new { row.ProjectId, row.UpdateOrder, row.Id }).HasFilter(LiveRoots).HasDatabaseName("ix_stacks_updated");
            stack.HasIndex(row => row.RootId).HasDatabaseName("ix_stacks_root");
        });
        model.Entity<StackTagRecord>(tag => tag.ToTable("stack_tags").HasKey(row => new { row.StackId, row.Tag }));
        model.Entity<ResourceRecord>(resource =>
        {
            resource.ToTable("resources").HasKey(row => row.Id);
            resource.Ignore(row => row.State);
            resource.HasIndex(row => row.RootId).HasDatabaseName("ix_resources_root");
            resource.HasIndex(row => new { row.StackId, row.Name }).HasDatabaseName("ix_resources_name");
            resource.HasIndex(row => row.PhysicalId).HasDatabaseName("ix_resources_physical");
        });
        model.Entity<EventRecord>(@event =>
        {
            @event.ToTable("events").HasKey(row => row.Sequence);
            // What is written again after its transaction was taken back is numbered anew: a database that crashed may have given the old number to somebody else.
            @event.Property(row => row.Sequence).ValueGeneratedOnAdd().Metadata.SetBeforeSaveBehavior(PropertySaveBehavior.Ignore);
            @event.HasIndex(row => row.Id).IsUnique().HasDatabaseName("ix_events_id");
            @event.HasIndex(row => new { row.StackId, row.Sequence }).HasDatabaseName("ix_events_stack");
            @event.HasIndex(row => new { row.RootId, row.Sequence }).HasDatabaseName("ix_events_root");
        });
        model.Entity<EventDeliveryRecord>(delivery =>
        {
            delivery.ToTable("event_deliveries").HasKey(row => new { row.EventId, row.Queue });
            delivery.HasIndex(row => new { row.RootId, row.Queue }).HasDatabaseName("ix_event_deliveries_root");
        });
        model.Entity<OperationRecord>(operation =>
        {
            operation.ToTable("operations").HasKey(row => row.Id);
            operation.HasIndex(row => new { row.State, row.CreatedAt }).HasDatabaseName("ix_operations_state");
            operation.HasIndex(row => new { row.StackId, row.Sequence }).IsUnique().HasDatabaseName("ix_operations_stack");
        });
        model.Entity<SoftwareConfigRecord>(config =>
        {
            config.ToTable("software_configs").HasKey(row => row.Id);
            config.HasIndex(row => new { row.ProjectId, row.CreatedAt }).HasDatabaseName("ix_software_configs_project");
        });
        model.Entity<SoftwareDeploymentRecord>(deployment =>
        {
            deployment.ToTable("software_deployments").HasKey(row => row.Id);
            deployment.HasIndex(row => row.ServerId).HasDatabaseName("ix_software_deployments_server");
            deployment.HasIndex(row => row.ConfigId).HasDatabaseName("ix_software_deployments_config");
        });
        model.Entity<SnapshotRecord>(snapshot =>
        {
            snapshot.ToTable("snapshots").HasKey(row => row.Id);
            snapshot.HasIndex(row => row.StackId).HasDatabaseName("ix_snapshots_stack");
        });
        model.Entity<HookRecord>(hook =>
        {
            hook.ToTable("hooks").HasKey(row => new { row.OperationId, row.ResourceId, row.Hook });
            hook.HasIndex(row => row.ResourceId).HasDatabaseName("ix_hooks_resource");
        });
        model.Entity<NodeRecord>(node =>
        {
            node.ToTable("nodes").HasKey(row => row.Name);
            node.Property(row => row.Beat).HasDefaultValue(0L);
        });
        model.Entity<DocumentRecord>(document => document.ToTable("documents").HasKey(row => row.Key));
        model.Entity<CloudObjectRecord>(cloudObject => cloudObject.ToTable("cloud_objects").HasKey(row => new { row.Kind, row.Id }));
    }

    private sealed class TicksConverter() : ValueConverter<DateTimeOffset, long>(moment => moment.UtcTicks, ticks => new DateTimeOffset(ticks, TimeSpan.Zero));
}
