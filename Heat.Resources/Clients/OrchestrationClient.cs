namespace Heat.Resources.Clients;

/// <summary>Orchestration, for stacks that live in another region or cloud. API: Orchestration v1.</summary>
public sealed class OrchestrationClient(OpenStackSession session) : ServiceClient(session)
{
    public override IReadOnlyList<string> ServiceTypes { get; } = ["orchestration"];

    /// <summary>The same client for another region of the cloud.</summary>
    public OrchestrationClient In(string region) => new(Session) { Region = region };

    /// <summary>Where the CloudFormation API of the cloud is; null when it has none.</summary>
    public ValueTask<Uri?> CloudFormationAddressAsync(CancellationToken cancellation) => Session.FindEndpointAsync("cloudformation", cancellation);

    private protected override CloudException Fault(CloudResponse answer) => Faults.OfOrchestration(answer);
}
