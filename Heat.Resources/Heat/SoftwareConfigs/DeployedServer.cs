using Heat.Core.Resources;
using Heat.Core.Values;
using Heat.Resources.Heat.Signals;

namespace Heat.Resources.Heat.SoftwareConfigs;

/// <summary>OS::Heat::DeployedServer — a machine that is there already and whose agent asks for deployments. It exists in our own records only.</summary>
public sealed class DeployedServer : StackUserResource
{
    public override ResourceSchema Schema { get; } = new("OS::Heat::DeployedServer")
    {
        Description = "A machine that is there already, for software to be deployed to.",
        NameLimit = 53,
        Properties =
        [
            Property.Map(AgentConfiguration.Place, "Where deployments are kept for the machine to fetch.",
                Property.Text("container", "The container.").OfLength(1),
                Property.Text("object", "The object.").OfLength(1)).DefaultsTo(MapValue.Empty).Updatable().Since("9.0.0"),
            Property.Map("metadata", "Texts to keep with the machine.").Updatable().Since("8.0.0").DeprecatedIn("9.0.0"),
            Property.Text("name", "The name of the machine.").Updatable(),
            Property.Text(AgentConfiguration.Transport, "How the agent in the machine asks for deployments.").OneOf("POLL_SERVER_CFN", "POLL_SERVER_HEAT", "POLL_TEMP_URL", "ZAQAR_MESSAGE").DefaultsTo("POLL_SERVER_CFN").Updatable(),
        ],
        Attributes =
        [
            Attribute.Text("name", "The name of the machine."),
            Attribute.Map("os_collect_config", "What the agent in the machine has to be told.").Live().Since("9.0.0"),
        ],
    };

    public override async Task<string?> CreateAsync(ResourceContext resource, CancellationToken cancellation)
    {
        await ConfigureAsync(resource, cancellation);
        return resource.Id.ToString();
    }

    public override Task UpdateAsync(ResourceContext resource, PropertyChanges changes, CancellationToken cancellation) =>
        AgentConfiguration.IsChanged(changes) ? ConfigureAsync(resource, cancellation) : Task.CompletedTask;

    public override async Task DeleteAsync(ResourceContext resource, CancellationToken cancellation)
    {
        await AgentConfiguration.RemoveAsync(resource, cancellation);
        await base.DeleteAsync(resource, cancellation);
    }

    public override async Task<MapValue> ReadAttributesAsync(ResourceContext resource, CancellationToken cancellation)
    {
        var metadata = await resource.ChangeMetadataAsync(stored => stored, cancellation);
        return MapValue.Of(("name", resource.Properties.Text("name") ?? resource.PhysicalName), ("os_collect_config", metadata.Get("os-collect-config")));
    }

    private static async Task ConfigureAsync(ResourceContext resource, CancellationToken cancellation)
    {
        await UserAsync(resource, cancellation);
        await AgentConfiguration.WriteAsync(resource, [], cancellation);
    }
}
