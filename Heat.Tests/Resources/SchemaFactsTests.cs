using Heat.Core.Constraints;
using Heat.Core.Resources;
using Heat.Core.Values;
using Heat.Resources;
using NUnit.Framework;

namespace Heat.Tests.Resources;

/// <summary>Every schema says what the reference's says: the facts are in Facts/resource-types.</summary>
public sealed class SchemaFactsTests
{
    private static readonly string s_facts = Path.Combine(Repository.Root, "Heat.Tests", "Facts", "resource-types");

    public static IEnumerable<TestCaseData> Types() => new AssemblyResourceTypes().ResourceTypes
        .Where(type => File.Exists(FactsFile(type)))
        .Select(type => new TestCaseData(type).SetArgDisplayNames(type.Schema.Type));

    [Test]
    public void There_is_a_type_for_each_fact_file()
    {
        var expected = Directory.GetFiles(s_facts).Select(Path.GetFileNameWithoutExtension);
        var present = new AssemblyResourceTypes().ResourceTypes.Select(type => Path.GetFileNameWithoutExtension(FactsFile(type)));
        Assert.That(expected.Except(present), Is.Empty);
    }

    [TestCaseSource(nameof(Types))]
    public void A_schema_matches_the_facts(ResourceType type)
    {
        var facts = ValueJson.ParseMap(File.ReadAllText(FactsFile(type)));
        var schema = type.Schema;
        Assert.Multiple(() =>
        {
            Assert.That(Describe(schema.Properties), Is.EqualTo(DescribeFacts(facts.Get("properties").AsMap()!)));
            Assert.That(schema.Attributes.Select(Describe).Order(), Is.EqualTo(facts.Get("attributes").AsMap()!.Select(DescribeAttribute).Order()));
            Assert.That(schema.Support.Status, Is.EqualTo(Support(facts).Get("status").AsText()));
            Assert.That(schema.Support.Version, Is.EqualTo(Support(facts).Get("version").AsText()));
            Assert.That(schema.NameLimit, Is.EqualTo(facts.Get("physical_resource_name_limit").AsInteger()));
            Assert.That(schema.Extension, Is.EqualTo(facts.Get("required_service_extension").AsText()));
            Assert.That(schema.HasShow, Is.EqualTo(facts.Get("base_attributes").AsMap()?.ContainsKey("show") == true));
            Assert.That(schema.ReplacesAfterFailedCheck, Is.EqualTo(facts.Get("always_replace_on_check_failed").AsFlag()));
            Assert.That(Describe(schema.UpdatePolicy), Is.EqualTo(DescribeFacts(facts.Get("update_policy").AsMap()!)));
        });
    }

    [TestCaseSource(nameof(Types))]
    public void Everything_is_described(ResourceType type)
    {
        var undescribed = Flatten(type.Schema.Properties).Where(property => property.Name != "*" && property.Description.Length == 0).Select(property => property.Name)
            .Concat(type.Schema.Attributes.Where(attribute => attribute.Description.Length == 0).Select(attribute => attribute.Name));
        Assert.That(undescribed, Is.Empty);
        Assert.That(type.Schema.Description, Is.Not.Empty);
    }

    private static string FactsFile(ResourceType type) => Path.Combine(s_facts, type.Schema.Type.Replace("::", "_", StringComparison.Ordinal) + ".json");

    private static IEnumerable<PropertySchema> Flatten(IEnumerable<PropertySchema> properties) =>
        properties.SelectMany(property => Flatten([.. property.Fields ?? [], .. property.Items is { } items ? [items] : (IEnumerable<PropertySchema>)[]]).Prepend(property));

    // A schema and its facts are both written down as lines of text, so that a difference can be read.
    private static string Describe(IEnumerable<PropertySchema> properties) => Lines(properties.SelectMany(property => Describe(property, property.Name)));

    private static IEnumerable<string> Describe(PropertySchema property, string path)
    {
        yield return $"{path}: {property.Kind}{(property.IsRequired ? " required" : "")}{(property.IsUpdatable ? " updatable" : "")}{(property.IsImmutable ? " immutable" : "")}"
            + $"{(property.IsImplemented ? "" : " unimplemented")} default {(property.Default is { } given ? ValueText.Json(given, sortKeys: true) : "none")} {property.Support.Status} {property.Support.Version}"
            + string.Concat(property.Constraints.Select(Describe).Order());
        foreach (var line in (property.Fields ?? []).SelectMany(field => Describe(field, $"{path}.{field.Name}")))
            yield return line;
        if (property.Items is { } items)
            foreach (var line in Describe(items, $"{path}.*"))
                yield return line;
    }

    private static string Describe(Constraint constraint) => constraint switch
    {
        CustomConstraint custom => $" custom {custom.Name}",
        AllowedValuesConstraint allowed => $" one of {ValueText.Json(ListValue.Create(allowed.Allowed))}",
        AllowedPatternConstraint pattern => $" pattern {pattern.Pattern}",
        RangeConstraint range => $" range {range.Minimum}..{range.Maximum}",
        LengthConstraint length => $" length {length.Minimum}..{length.Maximum}",
        ModuloConstraint modulo => $" modulo {modulo.Step} {modulo.Offset}",
        _ => " unknown",
    };

    private static string Describe(AttributeSchema attribute) => $"{attribute.Name}: {attribute.Kind}{(attribute.IsLive ? " live" : "")} {attribute.Support.Status} {attribute.Support.Version}";

    private static string DescribeFacts(MapValue properties) => Lines(properties.SelectMany(property => DescribeFact((MapValue)property.Value, property.Key)));

    private static IEnumerable<string> DescribeFact(MapValue fact, string path)
    {
        yield return $"{path}: {KindOf(fact)}{(Says(fact, "required") ? " required" : "")}{(Says(fact, "update_allowed") ? " updatable" : "")}{(Says(fact, "immutable") ? " immutable" : "")}"
            + $"{(Says(fact, "implemented") ? "" : " unimplemented")} default {(fact.TryGetValue("default", out var given) ? ValueText.Json(given, sortKeys: true) : "none")} {Support(fact).Get("status").AsText()} {Support(fact).Get("version").AsText()}"
            + string.Concat(fact.Get("constraints").Maps().Select(constraint => DescribeConstraint(KindOf(fact), constraint)).Order());
        foreach (var (name, field) in fact.Get("schema").AsMap() ?? MapValue.Empty)
            foreach (var line in DescribeFact((MapValue)field, $"{path}.{name}"))
                yield return line;
        if (fact.Get("item_schema").AsMap() is { } items)
            foreach (var line in DescribeFact(items, $"{path}.*"))
                yield return line;
    }

    // The facts call every bound a range; on a text, list or map it bounds the length.
    private static string DescribeConstraint(PropertyKind? kind, MapValue constraint) => constraint.First() switch
    {
        ("range" or "length", MapValue length) when kind is PropertyKind.Text or PropertyKind.List or PropertyKind.Map => $" length {length.Get("min").AsInteger()}..{length.Get("max").AsInteger()}",
        ("custom_constraint", var name) => $" custom {name}",
        ("allowed_values", var allowed) => $" one of {ValueText.Json(allowed)}",
        ("allowed_pattern", var pattern) => $" pattern {pattern}",
        ("range", MapValue range) => $" range {range.Get("min").AsNumber()}..{range.Get("max").AsNumber()}",
        ("modulo", MapValue modulo) => $" modulo {modulo.Get("step").AsInteger()} {modulo.Get("offset").AsInteger()}",
        var (other, _) => $" {other}",
    };

    private static string DescribeAttribute(KeyValuePair<string, Value> attribute)
    {
        var fact = (MapValue)attribute.Value;
        return $"{attribute.Key}: {(fact.Get("type").IsNull ? null : KindOf(fact))}{(fact.Get("cache_mode").AsText() == "cache_none" ? " live" : "")} {Support(fact).Get("status").AsText()} {Support(fact).Get("version").AsText()}";
    }

    private static PropertyKind? KindOf(MapValue fact) => fact.Get("type").AsText() switch
    {
        "String" => PropertyKind.Text,
        "Integer" => PropertyKind.Integer,
        "Number" => PropertyKind.Number,
        "Boolean" => PropertyKind.Flag,
        "List" => PropertyKind.List,
        "Map" => PropertyKind.Map,
        _ => PropertyKind.Any,
    };

    private static MapValue Support(MapValue fact) => fact.Get("support_status").AsMap()!;

    private static bool Says(MapValue fact, string flag) => fact.Get(flag).AsFlag() == true;

    private static string Lines(IEnumerable<string> lines) => string.Join('\n', lines.Order(StringComparer.Ordinal));
}
