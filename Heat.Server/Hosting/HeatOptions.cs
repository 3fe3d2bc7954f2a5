namespace Heat.Server.Hosting;

/// <summary>What this process is and where it listens (section <c>Heat</c>).</summary>
public sealed record HeatOptions : ICheckedOptions
{
    public const string Section = "Heat";

    /// <value>Default: <see cref="HeatMode.Local"/>.</value>
    public HeatMode Mode { get; init; } = HeatMode.Local;

    /// <value>Where everything is kept that has to outlive the process. Default: <c>./data</c>.</value>
    public string DataDirectory { get; init; } = "./data";

    public DoorOptions Api { get; init; } = new() { Listen = "http://127.0.0.1:8004" };

    public DoorOptions CloudFormation { get; init; } = new() { Listen = "http://127.0.0.1:8000" };

    public DoorOptions LocalCloud { get; init; } = new() { Listen = "http://127.0.0.1:5000" };

    /// <summary>The doors that are opened, in their order.</summary>
    internal IEnumerable<(Door Door, DoorOptions Options)> Doors
    {
        get
        {
            yield return (Door.Orchestration, Api);
            yield return (Door.CloudFormation, CloudFormation);
            if (Mode == HeatMode.Local)
                yield return (Door.LocalCloud, LocalCloud);
        }
    }

    IEnumerable<string> ICheckedOptions.Problems()
    {
        if (string.IsNullOrWhiteSpace(DataDirectory))
            yield return "Heat:DataDirectory is missing: the folder in which everything is kept.";
        foreach (var problem in Api.Problems($"{Section}:{nameof(Api)}").Concat(CloudFormation.Problems($"{Section}:{nameof(CloudFormation)}")).Concat(LocalCloud.Problems($"{Section}:{nameof(LocalCloud)}")))
            yield return problem;
    }
}
