using Heat.Core.Values;

namespace Heat.Core.Templates;

/// <summary>What expressions may ask about the resources of a stack. The engine answers from what it has stored.</summary>
public interface IResourceValues
{
    /// <summary>What <c>get_resource</c> gives for a resource of the template.</summary>
    Value Reference(string resource);

    /// <summary>A part of an attribute (see <see cref="ValuePath"/>); null while the resource isn't there yet.</summary>
    Value Attribute(string resource, string attribute, IReadOnlyList<Value> path);

    /// <summary>All attributes as a map; null while the resource isn't there yet.</summary>
    Value AllAttributes(string resource);

    /// <summary>True when the resource's type has this attribute, or when that can't be told.</summary>
    bool HasAttribute(string resource, string attribute);

    /// <summary>The attributes of a resource that can be named, for guessing which one was meant.</summary>
    IEnumerable<string> AttributeNames(string resource) => [];

    /// <summary>Metadata, deletion policy or update policy of the resource that stands for this stack; a null reference when the stack isn't nested.</summary>
    Value? Facade(string what);

    /// <summary>The names of the cloud's availability zones.</summary>
    IReadOnlyList<string> AvailabilityZones => DefaultZones;

    /// <summary>Where no cloud was asked, the availability zone that every cloud has.</summary>
    static IReadOnlyList<string> DefaultZones { get; } = ["nova"];
}
