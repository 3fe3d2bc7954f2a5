using Heat.Core.Values;
using NUnit.Framework;

namespace Heat.Tests.Resources;

/// <summary>What holds for the life of every object of the cloud: a lost call is found again, each property that can be updated is, and deleting what is gone does no harm.</summary>
internal static class Lifecycle
{
    /// <summary>Makes the object, which is found afterwards and isn't before.</summary>
    public static async Task<BenchResource> MakeFindableAsync(this Workbench bench, string type, params (string Key, Value Value)[] properties)
    {
        var resource = await bench.PrepareAsync(type, properties);
        var before = await resource.FindAsync();
        var made = await resource.Type.CreateAsync(resource.Context, default);
        var after = await resource.FindAsync();
        Assert.That((before.Count, string.Join(' ', after)), Is.EqualTo((0, made)), $"{type}: found before, found after");
        resource.Context.RecordPhysicalId(made);
        await resource.CompleteAsync();
        return resource;
    }

    /// <summary>Updates all that the schema lets be updated; the service shows each new value.</summary>
    /// <param name="serviceNames">What the service calls properties, where that is something else; nothing where it doesn't show them.</param>
    public static async Task UpdateEverythingAsync(this BenchResource resource, (string Key, string? Shown)[] serviceNames, params (string Key, Value Value)[] changes)
    {
        var updatable = resource.Type.Schema.Properties.Where(property => property is { IsUpdatable: true, IsImplemented: true, Support.IsHidden: false }).Select(property => property.Name);
        Assert.That(changes.Select(change => change.Key), Is.EquivalentTo(updatable), resource.Type.Schema.Type);
        var names = serviceNames.ToDictionary(name => name.Key, name => name.Shown);
        await resource.UpdateAsync(changes);
        var shown = (await resource.AttributeAsync("show")).AsMap()!;
        Assert.Multiple(() =>
        {
            foreach (var (name, value) in changes)
                if (!names.TryGetValue(name, out var key) || key is not null)
                    Assert.That(ValueText.Plain(shown.Get(key ?? name)), Is.EqualTo(ValueText.Plain(value)), $"{resource.Type.Schema.Type} {name}");
        });
    }

    /// <summary>Deletes the object, and deletes it again.</summary>
    public static async Task EndAsync(this BenchResource resource)
    {
        await resource.DeleteAsync();
        await resource.DeleteAsync();
        Assert.That(await resource.FindAsync(), Does.Not.Contain(resource.Id), resource.Type.Schema.Type);
    }
}
