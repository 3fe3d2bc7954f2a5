using Heat.Core.Environments;
using Heat.Core.Security;
using Heat.Core.Values;

namespace Heat.Core.Stacks;

/// <summary>An environment as it is stored with a stack, sealed: with everything that a nested stack needs to know besides.</summary>
internal sealed record StoredEnvironment(HeatEnvironment Environment, FacadeValues? Facade)
{
    public static byte[] Seal(StackDefinition definition, Guid stack, SecretBox secrets)
    {
        var facade = definition.Facade is { } values
            ? MapValue.Of(("metadata", values.Metadata), ("deletion_policy", values.DeletionPolicy), ("update_policy", values.UpdatePolicy))
            : Value.Null;
        return secrets.Seal(MapValue.Of(("environment", definition.Environment.ToValue()), ("facade", facade)), stack);
    }

    public static StoredEnvironment Open(byte[] sealedEnvironment, Guid stack, SecretBox secrets)
    {
        var stored = secrets.OpenMap(sealedEnvironment, stack);
        var facade = stored.Get("facade").AsMap() is { } values
            ? new FacadeValues(values.Get("metadata"), values.Get("deletion_policy"), values.Get("update_policy"))
            : null;
        return new StoredEnvironment(EnvironmentParser.FromStored(stored.Get("environment")), facade);
    }
}
