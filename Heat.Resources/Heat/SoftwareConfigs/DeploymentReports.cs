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

/// <summary>Fetches what servers report of deployments by writing it to the object store or posting it to a queue: nobody is told when they do, so whoever asks for a deployment has a look.</summary>
public sealed class DeploymentReports(SoftwareConfigService configs, ICloudSessions sessions)
{
    private const string InProgress = "IN_PROGRESS";

    /// <summary>The deployment with what has been reported of it by now.</summary>
    public async Task<StoredDeployment> CollectAsync(RequestContext caller, StoredDeployment deployment, CancellationToken cancellation)
    {
        if (deployment.Status != InProgress || await configs.ConfigOfAsync(deployment, cancellation) is not { } config)
            return deployment;
        var report = DeploymentInputs.ValueOf(config.Inputs, DeploymentInputs.SignalTransport) switch
        {
            SignalResponder.TempUrlSignal => await ReadAsync(caller, DeploymentInputs.ValueOf(config.Inputs, DeploymentInputs.SignalId), cancellation),
            SignalResponder.ZaqarSignal => await PeekAsync(caller, config, cancellation),
            _ => null,
        };
        return report is null ? deployment : await configs.ChangeDeploymentAsync(
            caller.ProjectId,
            deployment.Id.ToString(),
            stored => stored.Status == InProgress && stored.ConfigId == deployment.ConfigId ? Judged(stored, config, report) : stored,
            cancellation);
    }

    private static StoredDeployment Judged(StoredDeployment deployment, StoredConfig config, Value report)
    {
        if (report is not MapValue details)
            return deployment with { Status = Status.Failed, StatusReason = "What the server reported is no JSON object." };
        var signal = DeploymentSignal.Judge(deployment.Id.ToString(), details, config.Outputs.Maps(), deployment.OutputValues.AsMap() ?? MapValue.Empty);
        return deployment with { Status = signal.IsSuccess ? Status.Complete : Status.Failed, StatusReason = signal.Reason, OutputValues = signal.Outputs };
    }

    private static Value? Parsed(string report)
    {
        try
        {
            return report.Length == 0 ? null : ValueJson.Parse(report);
        }
        catch (JsonException)
        {
            return report;
        }
    }

    /// <summary>What the object at a temporary address says; null when that can't be told now.</summary>
    private async Task<Value?> ReadAsync(RequestContext caller, string? address, CancellationToken cancellation)
    {
        if (!Uri.TryCreate(address, UriKind.Absolute, out var uri) || uri.AbsolutePath.Split('/') is not [.., var container, var name])
            return null;
        try
        {
            return Parsed(await sessions.ForRequest(caller).Service<ObjectStoreClient>().ReadObjectAsync(Uri.UnescapeDataString(container), Uri.UnescapeDataString(name), cancellation));
        }
        catch (CloudException)
        {
            // It isn't there any more, or isn't the caller's to see. Whoever may see it will.
            return null;
        }
    }

    /// <summary>The first message of the deployment's queue; null when there is none, or when that can't be told now. It stays there until the next deployment, or goes with the queue.</summary>
    private async Task<Value?> PeekAsync(RequestContext caller, StoredConfig config, CancellationToken cancellation)
    {
        string? Input(string name) => DeploymentInputs.ValueOf(config.Inputs, name);
        if (Input(DeploymentInputs.QueueId) is not { } queue || Input(DeploymentInputs.UserId) is not { } user || Input(DeploymentInputs.Password) is not { } password || Input(DeploymentInputs.ProjectId) is not { } project)
            return null;
        try
        {
            var messages = await sessions.ForRequest(caller).Service<MessagingClient>().AsStackUser(user, password, project).PeekAsync(queue, cancellation);
            return messages.Count == 0 ? null : messages[0].Body;
        }
        catch (CloudException)
        {
            // The queue or its user is gone, or the service doesn't answer. The next one who asks will see.
            return null;
        }
    }
}
