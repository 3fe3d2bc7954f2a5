using Heat.Core.Values;

namespace Heat.Core.Templates.Expressions;

/// <summary>All that an expression may ask for while it is evaluated. What is asked for and isn't there is an <see cref="EvaluationException"/>.</summary>
public interface IEvaluationScope
{
    /// <summary>The value of a parameter or pseudo parameter.</summary>
    Value Parameter(string name);

    /// <summary>What <c>get_resource</c> gives.</summary>
    Value ResourceReference(string resource);

    /// <summary>What <c>get_attr</c> gives; null while the resource isn't there yet.</summary>
    Value Attribute(string resource, string attribute, IReadOnlyList<Value> path);

    /// <summary>All attributes of a resource as a map; null while the resource isn't there yet.</summary>
    Value AllAttributes(string resource);

    /// <summary>True when the template has this resource and no condition disables it.</summary>
    bool HasResource(string name);

    /// <summary>True when the resource's type has this attribute, or when that can't be told.</summary>
    bool HasAttribute(string resource, string attribute);

    /// <summary>The attributes of a resource that can be named, for guessing which one was meant.</summary>
    IEnumerable<string> AttributeNames(string resource) => [];

    /// <summary>The resources that there are, for guessing which one was meant.</summary>
    IEnumerable<string> ResourceNames => [];

    /// <summary>The value of a named condition.</summary>
    bool Condition(string name);

    /// <summary>The tables of the template.</summary>
    Value Mappings { get; }

    /// <summary>The content of a file sent with the template; null when there is none of this name.</summary>
    string? File(string name);

    /// <summary>What a nested stack's <c>resource_facade</c> gives: <c>metadata</c>, <c>deletion_policy</c> or <c>update_policy</c> of the resource that stands for the stack.</summary>
    Value Facade(string what);

    /// <summary>The availability zones of the cloud.</summary>
    Value AvailabilityZones();
}
