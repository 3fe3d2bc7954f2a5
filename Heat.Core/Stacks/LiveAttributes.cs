using Heat.Core.Engine;
using Heat.Core.Resources;
using Heat.Core.Security;
using Heat.Core.Storage;
using Heat.Core.Values;

namespace Heat.Core.Stacks;

/// <summary>Attributes as they are in the cloud at this moment, for those who look at a single resource. Everybody else is answered from what is stored.</summary>
public sealed class LiveAttributes(StackReader reader, StackDefinitions definitions, ICloudSessions sessions, SecretBox secrets, TimeProvider time)
{
    private static readonly TimeSpan s_patience = TimeSpan.FromSeconds(20);

    /// <summary>What <c>resource show</c> tells: the service's own answer where there is one, else every attribute of the type; and those asked for by name.</summary>
    public async Task<MapValue> ShowAsync(RequestContext caller, StackRecord stack, ResourceRecord resource, IReadOnlyCollection<string> asked, CancellationToken cancellation)
    {
        var live = await ReadAsync(caller, stack, resource, asked, cancellation);
        var shown = live?.Get(ResourceSchema.Show.Name).AsMap() ?? await reader.AttributesAsync(stack, resource, cancellation);
        foreach (var name in asked.Where(name => !shown.ContainsKey(name)))
            shown = shown.With(name, live is not null && live.TryGetValue(name, out var value) ? value : await reader.AttributeAsync(stack, resource, name, cancellation));
        return shown;
    }

    /// <summary>All attributes of an object that its service shows; null when there is no such object, or the service doesn't answer.</summary>
    private async Task<MapValue?> ReadAsync(RequestContext caller, StackRecord stack, ResourceRecord resource, IEnumerable<string> asked, CancellationToken cancellation)
    {
        var state = ResourceState.Open(resource, secrets);
        if (resource.PhysicalId is null || !state.Attributes.ContainsKey(ResourceSchema.Show.Name))
            return null;
        var type = definitions.TypeOf(resource, await reader.DefinitionAsync(stack));
        using var patience = new CancellationTokenSource(s_patience, time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(patience.Token, cancellation);
        try
        {
            return await type.ReadAttributesAsync(Context(stack, state, asked.Append(ResourceSchema.Show.Name).ToHashSet(), sessions.ForRequest(caller)), either.Token);
        }
        catch (Exception failure) when (failure is ResourceException || (failure is OperationCanceledException && !cancellation.IsCancellationRequested))
        {
            return null;
        }
    }

    private WatchedResourceContext Context(StackRecord stack, ResourceState state, IReadOnlySet<string> asked, ICloudSession cloud) => new(state)
    {
        Stack = stack.Outline(),
        Name = state.Name,
        Id = state.Id,
        PhysicalName = state.Record.PhysicalId ?? state.Name,
        Properties = state.Properties,
        Metadata = ValueJson.ParseMap(state.Record.Metadata),
        Cloud = cloud,
        Time = time,
        StartedAt = state.Record.ActionStartedAt,
        AskedAttributes = asked,
    };
}
