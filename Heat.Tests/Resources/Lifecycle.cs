using Heat.Core.Values;
using NUnit.Framework;

namespace Heat.Tests.Resources;

/// <summary>What holds for the life of every object of the cloud: a lost call is found again, and deleting what is gone does no harm.</summary>
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

    /// <summary>Deletes the object, and deletes it again.</summary>
    public static async Task EndAsync(this BenchResource resource)
    {
        await resource.DeleteAsync();
        await resource.DeleteAsync();
        Assert.That(await resource.FindAsync(), Does.Not.Contain(resource.Id), resource.Type.Schema.Type);
    }
}
