using Heat.Core.Values;

namespace Heat.Resources.Heat.SoftwareConfigs;

/// <summary>What an instance reports of a deployment, judged: whether it succeeded, why not, and the values it brought.</summary>
/// <param name="Told">What the event says.</param>
internal sealed record DeploymentSignal(bool IsSuccess, string Reason, MapValue Outputs, string Told)
{
    public const string StatusCode = "deploy_status_code";

    /// <summary>The outputs that every deployment has.</summary>
    public static IReadOnlyList<string> CommonOutputs { get; } = ["deploy_stdout", "deploy_stderr", StatusCode];

    /// <param name="declared">The outputs of the configuration.</param>
    /// <param name="known">The values that came before.</param>
    public static DeploymentSignal Judge(string deployment, MapValue details, IEnumerable<MapValue> declared, MapValue known)
    {
        var faults = new List<string>();
        var told = $"deployment {deployment} succeeded";
        var code = ValueText.Plain(details.Get(StatusCode));
        if (details.Has(StatusCode) && code != "0")
        {
            faults.Add($"{StatusCode} : Deployment exited with non-zero status code: {code}");
            told = $"deployment {deployment} failed ({code})";
        }

        foreach (var output in declared.Where(output => details.ContainsKey(output.Text("name") ?? "")))
        {
            var name = output.Text("name")!;
            known = known.With(name, details.Get(name));
            if (!output.Is("error_output"))
                continue;
            faults.Add($"{name} : {ValueText.Plain(details.Get(name))}");
            told = $"deployment {deployment} failed";
        }

        var outputs = known.With(CommonOutputs.Select(name => KeyValuePair.Create(name, details.Get(name))));
        return new DeploymentSignal(faults.Count == 0, faults.Count == 0 ? "Outputs received" : string.Join(", ", faults), outputs, told);
    }
}
