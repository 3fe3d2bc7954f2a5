using Heat.Core.Resources;
using Heat.Core.Values;
using Heat.Resources.Heat;
using NUnit.Framework;

namespace Heat.Tests.Resources;

public sealed class HeatTypesTests
{
    private Workbench _bench = null!;

    [OneTimeSetUp]
    public async Task StartAsync() => _bench = await Workbench.StartAsync();

    [OneTimeTearDown]
    public async Task StopAsync() => await _bench.DisposeAsync();

    [Test]
    public async Task A_random_string_keeps_the_least_numbers_of_each_kind_of_character()
    {
        var text = await _bench.MakeAsync("OS::Heat::RandomString", ("length", 12),
            ("character_classes", ListValue.Create([MapValue.Of(("class", "digits"), ("min", 4))])),
            ("character_sequences", ListValue.Create([MapValue.Of(("sequence", "!?"), ("min", 5))])));
        var value = text.Type.Reference(text.Context).AsText()!;
        Assert.Multiple(() =>
        {
            Assert.That(value, Has.Length.EqualTo(12).And.Matches("^[0-9!?]+$"));
            Assert.That(value.Count(char.IsAsciiDigit), Is.GreaterThanOrEqualTo(4));
            Assert.That(value.Count(character => character is '!' or '?'), Is.GreaterThanOrEqualTo(5));
        });
    }

    [Test]
    public async Task The_old_sequence_is_a_character_class()
    {
        var text = await _bench.MakeAsync("OS::Heat::RandomString", ("sequence", "octdigits"));
        Assert.That((await text.AttributeAsync("value")).AsText(), Does.Match("^[0-7]{32}$"));
    }

    [Test]
    public async Task A_random_string_too_short_for_its_kinds_is_refused()
    {
        var text = await _bench.PrepareAsync("OS::Heat::RandomString", ("length", 1), ("character_sequences", ListValue.Create([MapValue.Of(("sequence", "a"))])));
        var faults = await text.Type.ValidateAsync(text.Context.Properties, new HashSet<string>(), _bench.Session, default);
        Assert.That(faults, Is.EqualTo(new[] { "Length property cannot be smaller than combined character class and character sequence minimums" }));
    }

    [TestCase("number", "7", "7")]
    [TestCase("boolean", "TRUE", "True")]
    [TestCase("string", "x", "x")]
    public void A_value_takes_its_type(string type, string given, string shown) => Assert.That(ValueText.Plain(Resolved(type, given).Values.Get("value")), Is.EqualTo(shown));

    [Test]
    public void A_value_of_the_wrong_type_is_refused() =>
        Assert.That(Resolved("json", "x").Problems.Select(problem => problem.Message), Is.EqualTo(new[] { "Property error: resources.a.properties.value: \"x\" is not a map" }));

    private static PropertyResolution Resolved(string type, string value)
    {
        var given = MapValue.Of(("type", type), ("value", value));
        return PropertyResolver.Resolve(new ValueResource().PropertiesFor(given), given, "resources.a.properties");
    }

    [Test]
    public async Task A_test_resource_takes_its_time_and_fails_when_told_to()
    {
        var resource = await _bench.PrepareAsync("OS::Heat::TestResource", ("action_wait_secs", MapValue.Of(("create", 5))), ("fail", true));
        await resource.Type.CreateAsync(resource.Context, default);
        var early = await resource.Type.IsCreatedAsync(resource.Context, default);
        _bench.Cloud.Time.Pass(5);
        var failure = await Assert.ThrowsAsync<ResourceException>(() => resource.Type.IsCreatedAsync(resource.Context, default));
        Assert.That((early, failure!.Kind, failure.Message), Is.EqualTo((false, "ValueError", "Test Resource failed thing")));
    }

    [Test]
    public async Task Nothing_takes_anything()
    {
        var nothing = await _bench.MakeAsync("OS::Heat::None", ("whatever", 1));
        Assert.That((nothing.Type.HasAttribute("whatever"), await nothing.AttributeAsync("whatever")), Is.EqualTo((true, Value.Null)));
    }

    [TestCase("net_cidr", "10.0.0.0/33", "Invalid net cidr invalid IPNetwork 10.0.0.0/33 ")]
    [TestCase("net_cidr", "10.0.0.1", "'10.0.0.1' isn't a recognized IP subnet cidr, '10.0.0.1/32' is recommended")]
    [TestCase("net_cidr", "10.0.0.1/24", "'10.0.0.1/24' isn't a recognized IP subnet cidr, '10.0.0.0/24' is recommended")]
    [TestCase("ip_addr", "300.0.0.1", "Invalid IP address")]
    [TestCase("mac_addr", "nonsense", "Invalid MAC address.")]
    [TestCase("dns_name", "-bad-", "'-bad-' not in valid format. Reason: Name '-bad-' must not start or end with a hyphen.")]
    [TestCase("timezone", "Nowhere/Land", "Invalid timezone: 'Nowhere/Land'")]
    public async Task Formats_are_refused_in_the_words_of_the_reference(string constraint, string value, string reason) =>
        Assert.That(await _bench.ViolationAsync(constraint, value), Is.EqualTo($"Error validating value '{value}': {reason}"));

    [TestCase("net_cidr", "10.0.0.0/8")]
    [TestCase("net_cidr", "fd00::/64")]
    [TestCase("ip_addr", "fd00::1")]
    [TestCase("mac_addr", "fa:16:3e:00:00:01")]
    [TestCase("dns_domain", "example.com.")]
    [TestCase("rel_dns_name", "www")]
    [TestCase("timezone", "Europe/Berlin")]
    public async Task Formats_are_accepted(string constraint, string value) => Assert.That(await _bench.ViolationAsync(constraint, value), Is.Null);
}
