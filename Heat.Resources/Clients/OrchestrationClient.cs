using Heat.Core.Resources;
using Heat.Core.Values;

namespace Heat.Resources.Clients;

/// <summary>Orchestration, for stacks that live in another region or cloud. API: Orchestration v1.</summary>
public sealed class OrchestrationClient(OpenStackSession session) : ServiceClient(session)
{
    public override IReadOnlyList<string> ServiceTypes { get; } = ["orchestration"];

    /// <summary>The same client for another region of the cloud.</summary>
    public OrchestrationClient In(string region) => new(Session) { Region = region };

    /// <summary>Where the CloudFormation API of the cloud is; null when it has none.</summary>
    public ValueTask<Uri?> CloudFormationAddressAsync(CancellationToken cancellation) => Session.FindEndpointAsync("cloudformation", cancellation);

    /// <summary>The API's address for people of another project.</summary>
    public async Task<string> AddressForAsync(string projectId, CancellationToken cancellation)
    {
        var own = await Session.FindEndpointAsync("orchestration", cancellation) ?? throw CloudException.EntityNotFound("endpoint", "orchestration");
        return own.AbsoluteUri.TrimEnd('/').Replace($"/{Session.ProjectId}", $"/{projectId}", StringComparison.Ordinal);
    }

    /// <summary>Signals a resource of a stack.</summary>
    public Task SignalAsync(StackOutline stack, string resource, MapValue details, CancellationToken cancellation) =>
        PostAsync($"/stacks/{Segment(stack.Name)}/{stack.Id}/resources/{Segment(resource)}/signal", details, cancellation);

    private protected override CloudException Fault(CloudResponse answer) => Faults.OfOrchestration(answer);
}
