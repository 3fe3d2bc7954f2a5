using FsCheck;
using FsCheck.Fluent;
using Heat.Core.Values;

namespace Heat.Tests.Templates;

/// <summary>Templates as FsCheck makes them up: right in their outline, with expressions of every kind that may or may not make sense.</summary>
internal static class RandomTemplates
{
    private static readonly string[] s_texts = ["", "a", "b", "c", "p", "q", "x%y", "a,b", "0", "-1", "7", "true", "ü€", "{", "show", "value", ","];

    public static Gen<MapValue> All =>
        from parameters in Map(Gen.Elements("p", "q"), Parameter)
        from conditions in Map(Gen.Elements("yes", "no"), Expressions(2))
        from resources in Map(Gen.Elements("a", "b", "c"), Resource)
        from outputs in Map(Gen.Elements("o", "u"), Expressions(3).Select(value => (Value)MapValue.Of(("value", value))))
        select MapValue.Of(("heat_template_version", "2021-04-16"), ("parameters", parameters), ("conditions", conditions), ("resources", resources), ("outputs", outputs));

    private static Gen<Value> Parameter =>
        from type in Gen.Elements("string", "number", "comma_delimited_list", "json", "boolean", "text")
        from value in Expressions(1)
        from hasDefault in Gen.Elements(true, false)
        let parameter = MapValue.Of(("type", type))
        select (Value)(hasDefault ? parameter.With("default", value) : parameter);

    private static Gen<Value> Resource =>
        from type in Gen.Elements("OS::Heat::Value", "OS::Heat::RandomString", "OS::Heat::TestResource", "OS::Heat::None", "OS::Heat::ResourceGroup", "OS::Neutron::Port", "OS::Nova::Server", "No::Such")
        from properties in Map(Gen.Elements("value", "type", "length", "salt", "count", "resource_def", "network", "networks", "name", "image"), Expressions(3))
        select (Value)MapValue.Of(("type", type), ("properties", properties));

    private static Gen<Value> Scalar => Gen.OneOf(
        Gen.Elements(s_texts).Select(text => (Value)text),
        Gen.Choose(-3, 9).Select(number => (Value)number),
        Gen.Elements(Value.Null, true, false, 1.5));

    private static Gen<Value> Expressions(int depth) => depth == 0 ? Scalar : Gen.OneOf(Scalar, Lists(depth), Map(Gen.Elements("k", "a", "params"), Expressions(depth - 1)).Select(map => (Value)map), Calls(depth), Calls(depth));

    private static Gen<Value> Lists(int depth) => Expressions(depth - 1).ListOf(3).Select(items => (Value)ListValue.Create(items));

    private static Gen<Value> Calls(int depth)
    {
        var inner = Expressions(depth - 1);
        string[] loose = ["get_param", "get_resource", "get_attr", "get_file", "list_join", "str_split", "digest", "map_merge", "map_replace", "filter", "contains", "list_concat", "list_concat_unique", "if", "equals", "not", "and", "resource_facade", "make_url"];
        return Gen.OneOf(
            from name in Gen.Elements(loose) from argument in Gen.OneOf(inner, Lists(depth)) select (Value)MapValue.Of((name, argument)),
            from name in Gen.Elements("p", "q", "z") select (Value)MapValue.Of(("get_param", name)),
            from resource in Gen.Elements("a", "b", "c", "z") from attribute in Gen.Elements("value", "show", "nope") select (Value)MapValue.Of(("get_attr", ListValue.Of(resource, attribute))),
            from template in inner from items in Lists(depth) select (Value)MapValue.Of(("repeat", MapValue.Of(("template", template), ("for_each", MapValue.Of(("%y", items)))))),
            from template in inner from value in inner select (Value)MapValue.Of(("str_replace", MapValue.Of(("template", template), ("params", MapValue.Of(("a", value), ("x", "b")))))));
    }

    private static Gen<MapValue> Map(Gen<string> keys, Gen<Value> values) =>
        (from key in keys from value in values select KeyValuePair.Create(key, value)).ListOf(3).Select(MapValue.Create);
}
