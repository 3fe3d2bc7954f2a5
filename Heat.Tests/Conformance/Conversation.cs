using System.Diagnostics;
using System.Text.RegularExpressions;
using Heat.Core.Values;
using Heat.Tests.Hosting;

namespace Heat.Tests.Conformance;

/// <summary>Holds one recorded conversation with a server, and gives the answers in the form in which the reference's were recorded.</summary>
internal sealed partial class Conversation
{
    private static readonly TimeSpan s_patience = TimeSpan.FromSeconds(60);

    private readonly ApiClient _client;
    private readonly MapValue _case;
    private readonly Dictionary<string, Value> _names;
    private readonly Normalisation _normalisation;
    private readonly string _name = $"c{Guid.NewGuid().ToString("N")[..10]}";
    private int _at;

    /// <param name="cfn">The root of the CloudFormation API.</param>
    public Conversation(ApiClient client, string cfn, MapValue @case)
    {
        _client = client;
        _case = @case;
        _normalisation = new Normalisation(client.Endpoint, client.Root, cfn, client.Project, "demo", _name);
        _names = new Dictionary<string, Value>(StringComparer.Ordinal) { ["name"] = _name, ["project"] = client.Project };
        foreach (var (file, text) in @case.Get("files").AsMap() ?? MapValue.Empty)
            _names[$"file:{file}"] = text;
    }

    public async Task<ListValue> HoldAsync()
    {
        var answers = new List<Value>();
        foreach (var step in _case.Get("steps").Maps())
        {
            if (step.Get("sleep").AsNumber() is { } seconds)
                await Task.Delay(TimeSpan.FromSeconds(seconds));
            else
                answers.Add(await StepAsync((MapValue)Fill(step)));
            _at++;
        }

        return ListValue.Create(answers);
    }

    private Task<Value> StepAsync(MapValue step)
    {
        foreach (var kind in (string[])["create", "update", "patch"])
            if (step.ContainsKey(kind))
                return ChangeAsync(step, kind);
        if (step.ContainsKey("evaluate"))
            return EvaluateAsync(step, step.Get("evaluate").AsMap()!);
        if (step.ContainsKey("probe"))
            return ProbeAsync(step);
        if (step.ContainsKey("wait"))
            return WaitAsync(step);
        if (step.ContainsKey("gone"))
            return GoneAnswerAsync();
        return step.ContainsKey("delete") ? DeleteAsync(step) : CallAsync(Short(step));
    }

    private async Task<Value> ChangeAsync(MapValue step, string kind)
    {
        var body = step.Get("with").AsMap() ?? MapValue.Empty;
        if (step.Get(kind) is MapValue { Count: > 0 } or TextValue)
            body = body.With("template", step.Get(kind));
        ApiAnswer answer;
        string path;
        if (kind == "create")
        {
            var label = step.Get("as").AsText() ?? "stack";
            if (!body.ContainsKey("stack_name"))
                body = body.With("stack_name", _name + (label == "stack" ? "" : $"-{label}"));
            answer = await _client.CallAsync("POST", "/stacks", body, Headers(step));
            path = $"/stacks/{ValueText.Plain(body.Get("stack_name"))}/{ValueText.Plain(answer.Dig("stack.id"))}";
            if (answer.Status == 201)
                (_names[label], _names[$"{label}_id"]) = (path, answer.Dig("stack.id"));
        }
        else
        {
            path = Path(step);
            answer = await _client.CallAsync(kind == "update" ? "PUT" : "PATCH", path, body, Headers(step));
        }

        var shaped = Shape(step, answer.Status, _normalisation.Apply(answer.Body));
        var waits = step.Get("wait").AsFlag() ?? true;
        return answer.Status is 201 or 202 && waits
            ? shaped.With("end", _normalisation.Apply(await FinalAsync($"{path}?resolve_outputs=False", step.Get("action").AsText() ?? (kind == "create" ? "CREATE" : "UPDATE"))))
            : shaped;
    }

    private static MapValue Upon(MapValue step, MapValue outputs)
    {
        var template = step.Get("base").AsMap() ?? MapValue.Of(("heat_template_version", "wallaby"));
        var (section, value) = template.ContainsKey("heat_template_version") ? ("outputs", "value") : ("Outputs", "Value");
        var all = (template.Get(section).AsMap() ?? MapValue.Empty).With(outputs.Select(output => KeyValuePair.Create(output.Key, (Value)MapValue.Of((value, output.Value)))));
        return MapValue.Of(("template", template.With(section, all))).With(step.Get("with").AsMap() ?? MapValue.Empty);
    }

    private async Task<Value> EvaluateAsync(MapValue step, MapValue expressions)
    {
        var body = MapValue.Of(("stack_name", $"{_name}-e{_at}")).With(Upon(step, expressions));
        var made = await _client.CallAsync("POST", "/stacks", body);
        if (made.Status != 201)
            return Shape(MapValue.Empty, made.Status, _normalisation.Apply(made.Body));
        var path = $"/stacks/{_name}-e{_at}/{ValueText.Plain(made.Dig("stack.id"))}";
        var end = await FinalAsync($"{path}?resolve_outputs=False", "CREATE");
        var shown = await _client.CallAsync("GET", path);
        await _client.CallAsync("DELETE", path);
        var outputs = MapValue.Create(shown.Dig("stack.outputs").Maps().Select(output => KeyValuePair.Create(
            output.Get("output_key").AsText()!,
            output.Get("output_error") is TextValue { Text.Length: > 0 } error ? MapValue.Of(("error", error)) : output.Get("output_value"))));
        var kept = MapValue.Create(step.Where(entry => entry.Key is "ignore" or "unordered"));
        return Shape(kept, shown.Status, _normalisation.Apply(outputs)).With("end", _normalisation.Apply(end));
    }

    private async Task<Value> ProbeAsync(MapValue step)
    {
        var answers = MapValue.Empty;
        var fine = MapValue.Empty;
        foreach (var (name, expression) in step.Get("probe").AsMap()!)
        {
            var answer = await _client.CallAsync("POST", "/validate", Upon(step, MapValue.Of(("out", expression))));
            if (answer.Status == 200)
                fine = fine.With(name, expression);
            else
                answers = answers.With(name, MapValue.Of(("status", answer.Status)).With((MapValue)_normalisation.Apply(MapValue.Of(
                    ("type", answer.Dig("error.type")),
                    ("message", answer.Dig("error.message"))))));
        }

        if (fine.Count == 0)
            return MapValue.Of(("status", 200), ("body", answers));
        var together = (MapValue)await EvaluateAsync(step, fine);
        answers = together.Get("status") == 200
            ? answers.With(together.Get("body").AsMap()!.Select(entry => KeyValuePair.Create(entry.Key, (Value)MapValue.Of(("status", 200), ("value", entry.Value)))))
            : answers.With(fine.Keys.Select(name => KeyValuePair.Create(name, (Value)MapValue.Of(("status", 200))))).With("together", together);
        return MapValue.Of(("status", 200), ("body", answers));
    }

    private async Task<Value> WaitAsync(MapValue step)
    {
        var end = await FinalAsync($"/stacks/{_name}", step.Get("wait").AsText()!.Split('_')[0]);
        return MapValue.Of(("status", 200), ("body", end.Get("stack_status")));
    }

    private async Task<Value> DeleteAsync(MapValue step)
    {
        var path = Path(step);
        var answer = await _client.CallAsync("DELETE", path);
        return MapValue.Of(("status", answer.Status), ("body", Value.Null), ("end", await GoneAsync(path.Split('/')[2])));
    }

    private async Task<Value> GoneAnswerAsync() => MapValue.Of(("status", await GoneAsync(_name)), ("body", Value.Null));

    private MapValue Short(MapValue step)
    {
        foreach (var listing in (string[])["outputs", "resources", "events"])
            if (step.ContainsKey(listing))
                return listing == "outputs"
                    ? MapValue.Of(("call", $"GET {Path(step)}"), ("only", ListValue.Of("stack.outputs")), ("unordered", ListValue.Of("stack.outputs"))).With(step)
                    : MapValue.Of(("call", $"GET {Path(step)}/{listing}{step.Get(listing).AsText()}"), ("unordered", ListValue.Of(listing))).With(step);
        return step.ContainsKey("validate")
            ? MapValue.Of(
                ("call", $"POST /validate{step.Get("query").AsText()}"),
                ("body", MapValue.Of(("template", step.Get("validate"))).With(step.Get("with").AsMap() ?? MapValue.Empty))).With(step)
            : step;
    }

    private async Task<Value> CallAsync(MapValue step)
    {
        var parts = step.Get("call").AsText()!.Split(' ', 2);
        var patience = Stopwatch.StartNew();
        ApiAnswer answer;
        while (true)
        {
            answer = await _client.CallAsync(parts[0], parts[1], step.ContainsKey("body") ? step.Get("body") : null, Headers(step));
            var isBusy = answer.Status == 409 && answer.Dig("error.type") == "ActionInProgress" && !step.ContainsKey("busy");
            var isThere = (step.Get("until").AsMap() ?? MapValue.Empty).All(wanted => ValueText.Plain(answer.Dig(wanted.Key)) == ValueText.Plain(wanted.Value));
            if ((!isBusy && isThere) || patience.Elapsed > s_patience)
                break;
            await Task.Delay(50);
        }

        if (answer.Status == 201 && parts[1].Split('?')[0] == "/stacks" && answer.Location is { } location)
            (_names["stack"], _names["stack_id"]) = (location.Replace(_client.Endpoint, "", StringComparison.Ordinal), answer.Dig("stack.id"));
        foreach (var (variable, path) in step.Get("save").AsMap() ?? MapValue.Empty)
            _names[variable] = answer.Dig(path.AsText()!);
        var shaped = Shape(step.With("keep", _normalisation.Apply(step.Get("keep") is MapValue keep ? keep : MapValue.Empty)), answer.Status, _normalisation.Apply(answer.Body));
        return answer.Status is >= 300 and < 400 && answer.Location is { } target ? shaped.With("location", _normalisation.Apply(target)) : shaped;
    }

    private async Task<MapValue> FinalAsync(string path, string action)
    {
        var patience = Stopwatch.StartNew();
        var stack = MapValue.Empty;
        while (patience.Elapsed < s_patience)
        {
            var answer = await _client.CallAsync("GET", path);
            if (answer.Status == 302)
            {
                path = $"{answer.Location!.Replace(_client.Endpoint, "", StringComparison.Ordinal).Split('?')[0]}?resolve_outputs=False";
                continue;
            }

            stack = answer.Dig("stack").AsMap() ?? MapValue.Empty;
            var status = stack.Get("stack_status").AsText() ?? "";
            if (answer.Status == 404 || (Ended().IsMatch(status) && status.Split('_')[0] == action))
                break;
            await Task.Delay(50);
        }

        return MapValue.Of(("stack_status", stack.Get("stack_status")), ("stack_status_reason", stack.Get("stack_status_reason")));
    }

    private async Task<int> GoneAsync(string stack)
    {
        var patience = Stopwatch.StartNew();
        var status = 0;
        while (status != 404 && patience.Elapsed < s_patience)
        {
            status = (await _client.CallAsync("GET", $"/stacks/{stack}")).Status;
            if (status != 404)
                await Task.Delay(50);
        }

        return status;
    }

    private string Path(MapValue step) => _names.GetValueOrDefault(step.Get("of").AsText() ?? "stack")?.AsText() ?? "/stacks/none";

    private static Dictionary<string, string>? Headers(MapValue step) =>
        step.Get("headers").AsMap()?.ToDictionary(header => header.Key, header => ValueText.Plain(header.Value));

    private Value Fill(Value value) => value switch
    {
        TextValue text => Placeholder().Replace(text.Text, match => _names.TryGetValue(match.Groups[1].Value, out var known) ? Filled(known) : match.Value),
        ListValue list => ListValue.Create(list.Select(Fill)),
        MapValue map => MapValue.Create(map.Select(entry => KeyValuePair.Create(ValueText.Plain(Fill(entry.Key)), Fill(entry.Value)))),
        _ => value,
    };

    private static string Filled(Value value) => value is ListValue or MapValue ? ValueText.Json(value) : ValueText.Plain(value);

    private static MapValue Shape(MapValue step, int status, Value answer) => MapValue.Of(("status", status), ("body", AnswerShape.Apply(step, answer)));

    [GeneratedRegex(@"\{((?:file:)?[A-Za-z0-9_.-]+)\}")]
    private static partial Regex Placeholder();

    [GeneratedRegex("_(COMPLETE|FAILED)$")]
    private static partial Regex Ended();
}
