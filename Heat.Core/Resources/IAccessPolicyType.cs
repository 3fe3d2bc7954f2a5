using Heat.Core.Values;

namespace Heat.Core.Resources;

/// <summary>A resource type whose resources say what in-instance users may look at.</summary>
public interface IAccessPolicyType
{
    /// <summary>Whether users with such a policy may look at a resource of the stack.</summary>
    bool LetsRead(MapValue properties, string resource);
}
