using System.ComponentModel.DataAnnotations;

namespace Heat.Server.Hosting;

/// <summary>What this process is and where it listens (section <c>Heat</c>).</summary>
public sealed record HeatOptions
{
    public const string Section = "Heat";

    /// <value>Default: <see cref="HeatMode.Local"/>.</value>
    public HeatMode Mode { get; init; } = HeatMode.Local;

    /// <value>Where everything is kept that has to outlive the process. Default: <c>./data</c>.</value>
    [Required]
    public string DataDirectory { get; init; } = "./data";

    public ListenOptions Api { get; init; } = new() { Listen = "http://127.0.0.1:8004" };

    public ListenOptions CloudFormation { get; init; } = new() { Listen = "http://127.0.0.1:8000" };

    public ListenOptions LocalCloud { get; init; } = new() { Listen = "http://127.0.0.1:5000" };

    /// <summary>An address to listen on.</summary>
    public sealed record ListenOptions
    {
        [Required]
        public required string Listen { get; init; }
    }
}
