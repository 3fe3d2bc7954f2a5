using Heat.Core.Resources;
using Heat.Core.Values;

namespace Heat.Resources.Aws;

/// <summary>The property <c>Tags</c> of the CloudFormation types: a list of keys with values.</summary>
internal static class AwsTags
{
    public const string Name = "Tags";

    public static PropertySchema Schema { get; } = Property.List(Name, "Words to mark it with.", Tag);

    /// <summary>Tags that are accepted and forgotten.</summary>
    public static PropertySchema WithoutEffect { get; } = Property.List(Name, "Words to mark it with. They have no effect.", Tag.Unimplemented());

    private static PropertySchema Tag => Property.Map("*", "", Property.Text("Key", "The word.").Required(), Property.Text("Value", "What it says.").Required());

    public static MapValue Of(string key, Value value) => MapValue.Of(("Key", key), ("Value", value));

    /// <summary>The tags as a map.</summary>
    public static MapValue ToMap(Value tags) => MapValue.Create(tags.Maps().Select(tag => KeyValuePair.Create(tag.Text("Key") ?? "", tag.Get("Value"))));
}
