using Heat.Core.Resources;
using Heat.Core.Values;
using Heat.Resources.Clients;

namespace Heat.Resources.Heat.Signals;

/// <summary>OS::Heat::SwiftSignal — is complete once as many signals of success as it asks for were written to its handle's address. API: Object Storage v1.</summary>
public sealed class SwiftSignal : ResourceType
{
    public override ResourceSchema Schema { get; } = new("OS::Heat::SwiftSignal")
    {
        Description = "Waits until enough signals were written to the object store.",
        Support = SupportStatus.Since("2014.2"),
        Service = "object-store",
        Properties =
        [
            Property.Integer("count", "How many signals of success are waited for.").InRange(1, 1000).DefaultsTo(1),
            Property.Text("handle", "The address that signals are written to.").Required(),
            Property.Number("timeout", "How many seconds are waited at most.").InRange(1, 43200).Required(),
        ],
        Attributes =
        [
            Attribute.Text("data", "What the signals brought: a JSON map of data by signal."),
        ],
    };

    public override Task<string?> CreateAsync(ResourceContext resource, CancellationToken cancellation)
    {
        ObjectOf(resource);
        return Task.FromResult<string?>(null);
    }

    public override async Task<bool> IsCreatedAsync(ResourceContext resource, CancellationToken cancellation)
    {
        var signals = await SignalObject.ReadSignalsAsync(resource, ObjectOf(resource), cancellation);
        var reasons = signals.Select(signal => ValueText.Plain(signal.Get("reason"))).ToList();
        var failures = signals.Where(signal => signal.Text("status") == SignalHandle.Failure).Select(signal => ValueText.Plain(signal.Get("reason"))).ToList();
        if (failures.Count > 0)
            throw new ResourceException("SwiftSignalFailure", string.Join(';', failures));
        if (signals.FirstOrDefault(signal => signal.Text("status") != SignalHandle.Success) is { } strange)
            throw new ResourceException("Error", $"Unknown status: {ValueText.Plain(strange.Get("status"))}");
        var count = resource.Properties.Get("count").AsInteger() ?? 1;
        if (signals.Count >= count)
            return true;
        var timeout = TimeSpan.FromSeconds(resource.Properties.Get("timeout").AsNumber() ?? 0);
        return resource.Time.GetUtcNow() - resource.StartedAt < timeout
            ? false
            : throw new ResourceException("SwiftSignalTimeout", $"{signals.Count} of {count} received{(reasons.Count > 0 ? $" - {string.Join(';', reasons)}" : "")}");
    }

    public override async Task<MapValue> ReadAttributesAsync(ResourceContext resource, CancellationToken cancellation)
    {
        var signals = await SignalObject.ReadSignalsAsync(resource, ObjectOf(resource), cancellation);
        return MapValue.Of(("data", ValueText.Json(MapValue.Create(signals.Select(signal => KeyValuePair.Create(ValueText.Plain(signal.Get("id")), signal.Get("data")))))));
    }

    /// <summary>The name of the handle's object, as its address has it: <c>…/v1/account/container/object?…</c>.</summary>
    private static string ObjectOf(ResourceContext resource)
    {
        var handle = resource.Properties.Text("handle") ?? "";
        var path = Uri.TryCreate(handle, UriKind.Absolute, out var address) ? address.AbsolutePath : handle;
        var start = path.IndexOf("/v1/", StringComparison.Ordinal);
        if (start < 0 || path[start..].Split('/') is not ["", "v1", _, var container, var name])
            throw Invalid(path, "Swift TempURL path");
        return container == SignalObject.ContainerOf(resource) ? Uri.UnescapeDataString(name) : throw Invalid(path, "container name");
    }

    private static ResourceException Invalid(string path, string part) => new("ValueError", $"\"{path}\" is not a valid SwiftSignalHandle.  The {part} is invalid");
}
