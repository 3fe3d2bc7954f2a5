using System.Text.Json;
using Heat.Core.Resources;
using Heat.Core.Security;
using Heat.Core.SoftwareConfigs;
using Heat.Core.Stacks;
using Heat.Core.Values;
using Heat.Resources.Clients;
using Heat.Resources.Heat.Signals;
using StoredConfig = Heat.Core.SoftwareConfigs.SoftwareConfig;
using StoredDeployment = Heat.Core.SoftwareConfigs.SoftwareDeployment;

namespace Heat.Resources.Heat.SoftwareConfigs;

/// <summary>Fetches what servers report of deployments by writing it to the object store: nobody is told when they do, so whoever asks for a deployment has a look.</summary>
public sealed class DeploymentReports(SoftwareConfigService configs, ICloudSessions sessions)
{
    private const string InProgress = "IN_PROGRESS";

    /// <summary>The deployment with what has been reported of it by now.</summary>
    public async Task<StoredDeployment> CollectAsync(RequestContext caller, StoredDeployment deployment, CancellationToken cancellation)
    {
        if (deployment.Status != InProgress || await configs.ConfigOfAsync(deployment, cancellation) is not { } config)
            return deployment;
        if (DeploymentInputs.ValueOf(config.Inputs, DeploymentInputs.SignalTransport) != SignalResponder.TempUrlSignal)
            return deployment;
        var report = await ReadAsync(caller, DeploymentInputs.ValueOf(config.Inputs, DeploymentInputs.SignalId), cancellation);
        return string.IsNullOrEmpty(report) ? deployment : await configs.ChangeDeploymentAsync(
            caller.ProjectId,
            deployment.Id.ToString(),
            stored => stored.Status == InProgress && stored.ConfigId == deployment.ConfigId ? Judged(stored, config, report) : stored,
            cancellation);
    }

    private static StoredDeployment Judged(StoredDeployment deployment, StoredConfig config, string report)
    {
        if (Parsed(report) is not { } details)
            return deployment with { Status = Status.Failed, StatusReason = "What the server reported is no JSON object." };
        var signal = DeploymentSignal.Judge(deployment.Id.ToString(), details, config.Outputs.Maps(), deployment.OutputValues.AsMap() ?? MapValue.Empty);
        return deployment with { Status = signal.IsSuccess ? Status.Complete : Status.Failed, StatusReason = signal.Reason, OutputValues = signal.Outputs };
    }

    private static MapValue? Parsed(string report)
    {
        try
        {
            return ValueJson.Parse(report) as MapValue;
        }
        catch (JsonException)
        {
            return null;
        }
    }

    /// <summary>What the object at a temporary address says; null when that can't be told now.</summary>
    private async Task<string?> ReadAsync(RequestContext caller, string? address, CancellationToken cancellation)
    {
        if (!Uri.TryCreate(address, UriKind.Absolute, out var uri) || uri.AbsolutePath.Split('/') is not [.., var container, var name])
            return null;
        try
        {
            return await sessions.ForRequest(caller).Service<ObjectStoreClient>().ReadObjectAsync(Uri.UnescapeDataString(container), Uri.UnescapeDataString(name), cancellation);
        }
        catch (CloudException)
        {
            // It isn't there any more, or isn't the caller's to see. Whoever may see it will.
            return null;
        }
    }
}
