using Heat.Core.Resources;
using Heat.Core.Values;

namespace Heat.Resources.Heat.SoftwareConfigs;

/// <summary>OS::Heat::SoftwareComponent — several texts for tools in an instance, each for some of the actions on a deployment.</summary>
public sealed class SoftwareComponent : SoftwareConfigResource
{
    public override ResourceSchema Schema { get; } = new("OS::Heat::SoftwareComponent")
    {
        Description = "Texts for tools in an instance, one for each action on a deployment.",
        Support = SupportStatus.Since("2014.2"),
        Properties =
        [
            Property.ListOfMaps("configs", "The texts.",
                Property.List("actions", "The actions for which it is carried out.", Property.Text("*")).OfLength(1).DefaultsTo(ListValue.Of("CREATE", "UPDATE")),
                Property.Text("config", "The text."),
                Property.Text("tool", "The tool that takes it.").Required()).OfLength(1).Required(),
            SoftwareConfigSchema.Inputs,
            SoftwareConfigSchema.Options,
            SoftwareConfigSchema.Outputs,
        ],
        Attributes = [ConfigAttribute],
    };

    public override IEnumerable<string> ValidateInStack(string name, MapValue properties, Func<string, bool> isResource)
    {
        var actions = properties.Get("configs").Maps().SelectMany(config => config.Get("actions").Texts()).ToList();
        if (actions.Distinct().Count() < actions.Count)
            yield return $"Defining more than one configuration for the same action in SoftwareComponent \"{name}\" is not allowed.";
    }

    private protected override Task<MapValue> BodyAsync(ResourceContext resource, CancellationToken cancellation) => Task.FromResult(
        Given(resource, "inputs", "options", "outputs").With(MapValue.Of(("group", "component"), ("config", MapValue.Of(("configs", resource.Properties.Get("configs")))))));
}
