using Heat.Core.SoftwareConfigs;
using Heat.Core.Values;
using Heat.Server.Orchestration.Faults;

namespace Heat.Server.Orchestration.SoftwareConfigs;

/// <summary>Reads a software configuration from a request, and completes its inputs and outputs as clients know them.</summary>
internal static class SoftwareConfigBody
{
    private static readonly HashSet<string> s_types = ["String", "Number", "CommaDelimitedList", "Json", "Boolean"];

    public static SoftwareConfig Read(MapValue body) => new(
        Guid.Empty,
        body.Get("name").AsText(),
        body.Get("group").AsText(),
        body.Get("config"),
        Each(body.Get("inputs"), Input),
        Each(body.Get("outputs"), Output),
        body.Get("options").AsMap() ?? MapValue.Empty,
        default);

    private static ListValue Each(Value value, Func<MapValue, MapValue> read) => value switch
    {
        NullValue => ListValue.Empty,
        ListValue list => ListValue.Create(list.Select(item => (Value)read(item as MapValue ?? throw ApiException.Malformed()))),
        _ => throw ApiException.Malformed(),
    };

    private static MapValue Input(MapValue given)
    {
        var input = Named(given);
        foreach (var key in (string[])["default", "value"])
            if (!given.Get(key).IsNull)
                input = input.With(key, given.Get(key));
        return given.Get("replace_on_change").AsFlag() == true ? input.With("replace_on_change", true) : input;
    }

    private static MapValue Output(MapValue given) => Named(given).With("error_output", given.Get("error_output").AsFlag() ?? false);

    private static MapValue Named(MapValue given)
    {
        var type = given.Get("type").AsText() ?? "String";
        if (given.Get("name").AsText() is not { } name || !s_types.Contains(type))
            throw new ApiException(StatusCodes.Status400BadRequest, "ValueError", message: null);
        var read = MapValue.Of(("name", name), ("type", type));
        return given.ContainsKey("description") ? read.With("description", given.Get("description")) : read;
    }
}
