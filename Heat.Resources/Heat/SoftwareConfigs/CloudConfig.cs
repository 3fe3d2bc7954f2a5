using Heat.Core.Resources;
using Heat.Core.Values;
using YamlDotNet.Serialization;

namespace Heat.Resources.Heat.SoftwareConfigs;

/// <summary>OS::Heat::CloudConfig — a configuration for cloud-init, to be an instance's user data or a part of it.</summary>
public sealed class CloudConfig : SoftwareConfigResource
{
    private static readonly ISerializer s_yaml = new SerializerBuilder().WithQuotingNecessaryStrings().Build();

    public override ResourceSchema Schema { get; } = new("OS::Heat::CloudConfig")
    {
        Description = "A configuration for cloud-init.",
        Support = SupportStatus.Since("2014.1"),
        Properties = [Property.Map("cloud_config", "The configuration.")],
        Attributes = [ConfigAttribute],
    };

    private protected override Task<MapValue> BodyAsync(ResourceContext resource, CancellationToken cancellation)
    {
        var written = s_yaml.Serialize(Plain(resource.Properties.Get("cloud_config").AsMap() ?? MapValue.Empty)!);
        return Task.FromResult(MapValue.Of(("config", $"#cloud-config\n{written.ReplaceLineEndings("\n")}"), ("group", SoftwareConfigSchema.Ungrouped)));
    }

    private static object? Plain(Value value) => value switch
    {
        MapValue map => map.OrderBy(entry => entry.Key, StringComparer.Ordinal).ToDictionary(entry => entry.Key, entry => Plain(entry.Value)),
        ListValue list => list.Select(Plain).ToList(),
        TextValue text => text.Text,
        FlagValue flag => flag.Flag,
        IntegerValue integer => integer.Number,
        NumberValue number => number.Number,
        _ => null,
    };
}
