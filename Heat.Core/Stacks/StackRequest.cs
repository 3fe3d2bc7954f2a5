using Heat.Core.Environments;
using Heat.Core.Templates;
using Heat.Core.Values;

namespace Heat.Core.Stacks;

/// <summary>What a client asks of a stack: to be made, changed, previewed or checked.</summary>
public sealed record StackRequest
{
    public string Name { get; init; } = "";

    /// <summary>The template; null to keep the one that the stack has.</summary>
    public Node? Template { get; init; }

    /// <summary>The environment with the parameters laid over it.</summary>
    public HeatEnvironment Environment { get; init; } = HeatEnvironment.Empty;

    /// <summary>The parameters that the request gives outside of its environment.</summary>
    public MapValue RequestParameters { get; init; } = MapValue.Empty;

    public IReadOnlyDictionary<string, string> Files { get; init; } = new Dictionary<string, string>();

    /// <summary>Names of files that are merged into the environment, in order.</summary>
    public IReadOnlyList<string> EnvironmentFiles { get; init; } = [];

    /// <summary>Null keeps what the stack has; a new stack doesn't roll back.</summary>
    public bool? DisableRollback { get; init; }

    public int? TimeoutMinutes { get; init; }

    /// <summary>Null when the request says nothing of tags.</summary>
    public IReadOnlyList<string>? Tags { get; init; }

    /// <summary>An update keeps what it doesn't mention.</summary>
    public bool KeepsExisting { get; init; }

    /// <summary>Parameters whose stored values are dropped.</summary>
    public IReadOnlyList<string> ClearParameters { get; init; } = [];

    /// <summary>Look at what is really there before deciding what to change.</summary>
    public bool Converge { get; init; }
}
