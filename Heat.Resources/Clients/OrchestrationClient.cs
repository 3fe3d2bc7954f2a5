using Heat.Core.Values;

namespace Heat.Resources.Clients;

/// <summary>Orchestration, for stacks that live in another region or cloud. API: Orchestration v1.</summary>
public sealed class OrchestrationClient(OpenStackSession session) : ServiceClient(session)
{
    public override IReadOnlyList<string> ServiceTypes { get; } = ["orchestration"];

    public async Task<MapValue> GetStackAsync(string id, CancellationToken cancellation) =>
        (await GetAsync($"/stacks/{Segment(id)}", cancellation)).Get("stack").AsMap() ?? MapValue.Empty;

    private protected override CloudException Fault(CloudResponse answer) => Faults.OfOrchestration(answer);
}
