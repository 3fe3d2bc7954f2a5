using Heat.Core.Diagnostics;
using Heat.Core.Engine;
using Heat.Core.Environments;
using Heat.Core.Stacks;
using Heat.Core.Templates;
using Heat.Core.Values;
using Heat.Server.Orchestration.Faults;

namespace Heat.Server.Orchestration.Reading;

/// <summary>Reads what clients send to make, change, preview or check a stack.</summary>
internal sealed class StackRequestReader(LimitOptions limits)
{
    private const int LongestTag = 80;

    private TemplateLimits Limits => TemplateLimits.Default with { MaximumBytes = limits.MaxTemplateSize };

    /// <param name="needsTemplate">False when a request may keep the template that the stack has.</param>
    public StackRequest Read(MapValue body, bool needsTemplate)
    {
        var template = Template(body);
        if (template is null && needsTemplate)
            throw ApiException.BadRequest("No template specified");
        var parameters = Map(body, "parameters");
        var environment = Environment(body.Get("environment"));
        return new StackRequest
        {
            Name = body.Get("stack_name").AsText() ?? "",
            Template = template,
            Environment = environment with { Parameters = environment.Parameters.With(parameters) },
            RequestParameters = parameters,
            Files = Map(body, "files").ToDictionary(file => file.Key, file => ValueText.Plain(file.Value)),
            EnvironmentFiles = [.. body.Get("environment_files").Texts()],
            DisableRollback = body.Get("disable_rollback") is { IsNull: false } rollback ? QueryReader.Flag("disable_rollback", rollback) : null,
            TimeoutMinutes = Timeout(body),
            Tags = Tags(body),
            ClearParameters = [.. body.Get("clear_parameters").Texts()],
            Converge = body.Get("converge") is { IsNull: false } converge && QueryReader.Flag("converge", converge),
        };
    }

    /// <summary>The document of the stack whose resources a new one is to take over; null when it is to make its own.</summary>
    public MapValue? AdoptedDocument(MapValue body)
    {
        if (body.Get("adopt_stack_data") is not { IsNull: false } data)
            return null;
        var document = data is TextValue text ? Parsed(text.Text) : data;
        if (document is not MapValue map)
            throw ApiException.BadRequest("Invalid adopt data: it has to be a map.");
        return map.ContainsKey("template") ? map : throw ApiException.BadRequest("Invalid adopt data: 'template'");
    }

    private Value Parsed(string text)
    {
        try
        {
            return TemplateParser.ParseMap(text, "adopt_stack_data", Limits).ToValue();
        }
        catch (ProblemException problem)
        {
            throw ApiException.BadRequest($"Invalid adopt data: {problem.Message}");
        }
    }

    private Node? Template(MapValue body)
    {
        switch (body.Get("template"))
        {
            case MapValue map:
                CheckSize(map);
                return TemplateParser.FromValue(map, TemplateParser.RootStack);
            case TextValue text:
                return Formatted("Template", () => TemplateParser.ParseText(text.Text, TemplateParser.RootStack, Limits));
            case NullValue when body.Get("template_url") is { IsNull: false } address:
                throw ApiException.BadRequest($"Could not retrieve template: this server fetches no templates; send the content of {ValueText.Plain(address)} as \"template\".");
            case NullValue:
                return null;
            default:
                throw ApiException.Malformed();
        }
    }

    private void CheckSize(MapValue template)
    {
        var size = ValueText.Literal(template).Length;
        if (size > limits.MaxTemplateSize)
            throw new ProblemException("RequestLimitExceeded", $"Request limit exceeded: Template size ({size} bytes) exceeds maximum allowed size ({limits.MaxTemplateSize} bytes).");
    }

    private HeatEnvironment Environment(Value environment) => environment switch
    {
        NullValue => HeatEnvironment.Empty,
        TextValue text => Formatted("Environment", () => EnvironmentParser.ParseText(text.Text, "environment", Limits)),
        MapValue map => EnvironmentParser.FromValue(map),
        _ => throw ApiException.BadRequest("Environment not in valid format: The environment is not a valid YAML mapping data type."),
    };

    private static TResult Formatted<TResult>(string what, Func<TResult> read)
    {
        try
        {
            return read();
        }
        catch (ProblemException problem) when (problem.Kind != "RequestLimitExceeded")
        {
            throw ApiException.BadRequest($"{what} not in valid format: {problem.Message}");
        }
    }

    private static MapValue Map(MapValue body, string name) => body.Get(name) switch
    {
        NullValue => MapValue.Empty,
        MapValue map => map,
        _ => throw new ApiException(StatusCodes.Status400BadRequest, "ValueError", null),
    };

    private static int? Timeout(MapValue body)
    {
        if (!body.TryGetValue("timeout_mins", out var timeout))
            return null;
        if (timeout.IsNull)
            throw new ApiException(StatusCodes.Status400BadRequest, "ValueError", null);
        var minutes = QueryReader.Number("timeout_mins", timeout);
        return minutes == 0 ? null : minutes;
    }

    private static IReadOnlyList<string>? Tags(MapValue body)
    {
        if (body.Get("tags") is NullValue)
            return null;
        var tags = body.Get("tags") is TextValue text ? text.Text.Split(',') : throw new ApiException(StatusCodes.Status400BadRequest, "AttributeError", null);
        foreach (var tag in tags)
            if (tag.Length > LongestTag)
                throw ApiException.BadRequest($"Invalid tag, \"{tag}\" is longer than {LongestTag} characters");
        return tags;
    }
}
