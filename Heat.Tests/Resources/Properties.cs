using Heat.Core.Constraints;
using Heat.Core.Resources;
using Heat.Core.Templates;
using Heat.Core.Values;
using NUnit.Framework;

namespace Heat.Tests.Resources;

/// <summary>Properties are checked against the schema of their type, converted, and completed.</summary>
public sealed class Properties
{
    private static readonly PropertySchema[] s_schemas =
    [
        Property.Text("name"),
        Property.Integer("size").DefaultsTo(8).InRange(1, 512),
        Property.Flag("fail").DefaultsTo(false),
        Property.Text("network").Finding("neutron.network").Satisfying("neutron.network"),
        Property.ListOfMaps("classes", "", Property.Text("class").OneOf("letters", "digits").Required(), Property.Integer("min").DefaultsTo(1)),
        Property.Map("anything"),
        Property.Text("description").Updatable(),
    ];

    [TestCase("{nope: 1}", "", "Unknown Property nope")]
    [TestCase("{size: many}", ".size", "Value 'many' is not an integer")]
    [TestCase("{size: 1000}", ".size", "1000 is out of range (min: 1, max: 512)")]
    [TestCase("{name: [a]}", ".name", "Value must be a string; got ['a']")]
    [TestCase("{name: 1.5}", ".name", "Value must be a string; got 1.5")]
    [TestCase("{classes: {class: digits}}", ".classes", "\"{'class': 'digits'}\" is not a list")]
    [TestCase("{classes: [{class: nonsense}]}", ".classes[0].class", "\"nonsense\" is not an allowed value [\"letters\", \"digits\"]")]
    [TestCase("{classes: [{class: digits, more: 1}]}", ".classes[0]", "Unknown Property more")]
    [TestCase("{classes: [{class: digits}, {}]}", ".classes[1]", "Property class not assigned")]
    [TestCase("{fail: 'yes'}", ".fail", "\"yes\" is not a valid boolean")]
    [TestCase("{fail: 1}", ".fail", "\"1\" is not a valid boolean")]
    [TestCase("{anything: x}", ".anything", "\"x\" is not a map")]
    [TestCase("{name: {get_param: nope}}", ".name", "The Parameter (nope) was not provided.")]
    [TestCase("{name: {list_join: [',', 5]}}", ".name", "\"list_join\" must operate on a list")]
    public void A_property_that_is_wrong_is_told_with_its_path(string properties, string path, string detail)
    {
        var problem = Resolved(properties).Problems.Single();
        Assert.Multiple(() =>
        {
            Assert.That(problem.Message, Is.EqualTo($"Property error: resources.a.properties{path}: {detail}"));
            Assert.That(problem.RelayedMessage, Is.EqualTo($"Property error: : resources.a.properties{path}: : {detail}"));
            Assert.That(problem.Span.Line, Is.EqualTo(3));
        });
    }

    [Test]
    public void Properties_are_converted_and_completed() =>
        Assert.That(
            Resolved("{name: 12, size: '3', fail: 'TRUE', classes: [{class: digits, min: null}], anything: null}").Values,
            Is.EqualTo(ValueJson.Parse("""{"name": "12", "size": 3, "fail": true, "network": null, "classes": [{"class": "digits", "min": 1}], "anything": {}, "description": "of the resource"}""")));

    [Test]
    public void What_hangs_on_a_resource_that_is_not_there_yet_skips_its_constraints()
    {
        var resolution = Resolved("{size: {get_attr: [other, x, 0]}, network: {get_resource: other}}");
        Assert.Multiple(() =>
        {
            Assert.That(resolution.Problems, Is.Empty);
            Assert.That(resolution.Unknown, Is.EquivalentTo(new[] { "size", "network" }));
            Assert.That(resolution.CustomConstraints, Is.Empty);
            Assert.That(resolution.Entities, Is.Empty);
        });
    }

    [Test]
    public void Names_of_cloud_objects_are_handed_out_and_ids_taken_in()
    {
        var resolution = Resolved("{network: private}");
        var entity = resolution.Entities.Single();
        Assert.Multiple(() =>
        {
            Assert.That((entity.Path, entity.Entity, entity.NameOrId), Is.EqualTo(("resources.a.properties.network", "neutron.network", "private")));
            Assert.That(resolution.WithIds([(entity, "id-1")]).Get("network"), Is.EqualTo((Value)"id-1"));
            Assert.That(resolution.CustomConstraints.Single().Constraint, Is.EqualTo(new CustomConstraint("neutron.network")));
        });
    }

    [Test]
    public void A_property_that_an_if_without_else_drops_is_as_if_it_had_not_been_written() =>
        Assert.That(Resolved("{size: {if: [{equals: [a, b]}, 99]}}").Values.Get("size"), Is.EqualTo((Value)8));

    [Test]
    public void All_properties_may_come_from_one_function() => Assert.That(Resolved("{map_merge: [{name: x}, {size: 2}]}").Values.Get("size"), Is.EqualTo((Value)2));

    private static PropertyResolution Resolved(string properties)
    {
        var template = Heat.Tests.Templates.Templates.Parse($"resources:\n  a: {{type: T, description: of the resource, properties: {properties}}}\n  other: {{type: T}}\n");
        var resource = template.Resources["a"];
        return PropertyResolver.Resolve(s_schemas, resource.Properties, new TemplateScope(template, MapValue.Empty), name => name != "other", "resources.a.properties", resource.Description);
    }
}
