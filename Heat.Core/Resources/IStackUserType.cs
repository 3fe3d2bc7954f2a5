using Heat.Core.Values;

namespace Heat.Core.Resources;

/// <summary>A resource type whose resources are in-instance users that may look at more than themselves.</summary>
public interface IStackUserType
{
    /// <summary>The names of the resources that say what such a user may look at. Without any, it may look at everything in its stack.</summary>
    IEnumerable<string> AccessPolicies(MapValue properties);
}
