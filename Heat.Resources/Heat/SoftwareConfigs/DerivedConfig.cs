using Heat.Core.Resources;
using Heat.Core.Values;

namespace Heat.Resources.Heat.SoftwareConfigs;

/// <summary>
/// The configuration with the values of the moment that a deployment is of. It is made just before the deployment, and nobody but that knows its id: a note says that one is on its way,
/// so that one which was left behind by a crash is looked for and removed.
/// </summary>
internal static class DerivedConfig
{
    private const string OnItsWay = "derived_config_on_its_way";

    public static async Task<string> AddAsync(ResourceContext resource, MapValue config, CancellationToken cancellation)
    {
        await SweepAsync(resource, cancellation);
        resource.RecordData(OnItsWay, config.Text("name"));
        await resource.SecureAsync();
        return await ConfigStore.AddAsync(resource, config, cancellation);
    }

    /// <summary>From now on the deployment leads to it.</summary>
    public static void IsDeployed(ResourceContext resource) => resource.RecordData(OnItsWay, null);

    /// <summary>Removes what was made and never deployed, if that may have happened.</summary>
    public static async Task SweepAsync(ResourceContext resource, CancellationToken cancellation)
    {
        if (resource.Data.GetValueOrDefault(OnItsWay) is not { } name)
            return;
        var deployments = await ConfigStore.Client(resource).ListAsync("/software_deployments", "software_deployments", cancellation);
        var deployed = deployments.Select(deployment => deployment.Text("config_id")).ToHashSet();
        foreach (var id in await MadeAsync(resource, name, cancellation))
            if (!deployed.Contains(id))
                await ConfigStore.RemoveAsync(resource, id, cancellation);
        resource.RecordData(OnItsWay, null);
    }

    /// <summary>The configurations that were made for deployments of this resource. Only they themselves tell.</summary>
    private static async Task<IReadOnlyList<string>> MadeAsync(ResourceContext resource, string name, CancellationToken cancellation)
    {
        var made = new List<string>();
        foreach (var listed in await ConfigStore.Client(resource).ListAsync("/software_configs", "software_configs", cancellation))
            if (listed.Text("name") == name && listed.Text("id") is { } id && await ConfigStore.FindAsync(resource, id, cancellation) is { } config
                && config.Get("inputs").AsList() is { } inputs && DeploymentInputs.AreOf(resource, inputs))
                made.Add(id);
        return made;
    }
}
