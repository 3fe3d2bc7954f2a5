using System.Text.RegularExpressions;
using Heat.Core.Values;

namespace Heat.Tests.RealCloud;

/// <summary>What a Heat tells of a stack, with signs in place of what differs between two stacks by nature: ids, times, addresses, generated names.</summary>
internal static partial class StackPortrait
{
    private static readonly string[] s_leftOut =
        ["links", "creation_time", "updated_time", "physical_resource_id", "standard_attr_id", "hostId", "revision_number", "parent_resource", "logical_resource_id", "token"];

    // The order of these says nothing: each of the services gives it as it likes.
    private static readonly string[] s_unordered = ["required_by", "security_group_rules", "events"];

    public static MapValue Of(MapValue facts) => (MapValue)Signed("", facts);

    /// <summary>The differences of two portraits, a line each.</summary>
    public static IEnumerable<string> Differences(string path, Value one, Value other)
    {
        if (one is MapValue map && other is MapValue otherMap)
            return map.Keys.Union(otherMap.Keys).SelectMany(key => Differences($"{path}.{key}", In(map, key), In(otherMap, key)));
        if (one is ListValue list && other is ListValue otherList && list.Count == otherList.Count)
            return list.SelectMany((item, place) => Differences($"{path}[{place}]", item, otherList[place]));
        return one == other ? [] : [$"{path}: {ValueText.Plain(one)} | {ValueText.Plain(other)}"];
    }

    private static Value In(MapValue map, string key) => map.TryGetValue(key, out var value) ? value : "<absent>";

    private static Value Signed(string key, Value value) => value switch
    {
        TextValue text => Text(text.Text),
        ListValue list => Ordered(key, list.Select(item => Signed("", item))),
        MapValue map => MapValue.Create(map.Where(entry => !s_leftOut.Contains(entry.Key)).OrderBy(entry => entry.Key, StringComparer.Ordinal).Select(entry => KeyValuePair.Create(Text(entry.Key), Signed(entry.Key, entry.Value)))),
        _ => value,
    };

    private static ListValue Ordered(string key, IEnumerable<Value> items) =>
        ListValue.Create(s_unordered.Contains(key) ? items.OrderBy(item => ValueText.Json(item), StringComparer.Ordinal) : items);

    private static string Text(string text)
    {
        text = RequestId().Replace(text, "<request>");
        text = Id().Replace(text, "<id>");
        text = Moment().Replace(text, "<time>");
        text = Root().Replace(text, "<service>");
        text = Hardware().Replace(text, "<mac>");
        text = Address().Replace(text, "<ip>");
        text = AddressInName().Replace(text, "host-<ip>");
        text = Signature().Replace(text, "Signature=<signature>");
        text = Member().Replace(text, "<member>");
        return Short().Replace(text, "-<short>");
    }

    [GeneratedRegex("req-[0-9a-f-]{36}")]
    private static partial Regex RequestId();

    [GeneratedRegex("[0-9a-f]{8}-?[0-9a-f]{4}-?[0-9a-f]{4}-?[0-9a-f]{4}-?[0-9a-f]{12}")]
    private static partial Regex Id();

    [GeneratedRegex(@"\d{4}-\d\d-\d\d[T ]\d\d:\d\d:\d\d(\.\d+)?(Z|\+00:00)?")]
    private static partial Regex Moment();

    [GeneratedRegex(@"https?://[0-9A-Za-z.]+(:\d+)?(/(identity|compute|network|volume|image|placement|object-store))?")]
    private static partial Regex Root();

    [GeneratedRegex("([0-9a-f]{2}:){5}[0-9a-f]{2}")]
    private static partial Regex Hardware();

    [GeneratedRegex(@"\b\d{1,3}\.\d{1,3}\.\d{1,3}\.\d{1,3}\b")]
    private static partial Regex Address();

    [GeneratedRegex(@"host-\d+-\d+-\d+-\d+")]
    private static partial Regex AddressInName();

    [GeneratedRegex("Signature=[0-9A-Za-z%]+$")]
    private static partial Regex Signature();

    /// <summary>The name of a member of an autoscaling group.</summary>
    [GeneratedRegex("^[a-z][a-z2-7]{11}$")]
    private static partial Regex Member();

    [GeneratedRegex(@"-[a-z2-7]{12}\b")]
    private static partial Regex Short();
}
