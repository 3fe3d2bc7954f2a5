namespace Heat.Core.Engine;

/// <summary>How a running operation is to give way.</summary>
internal enum StopRequest
{
    None,

    /// <summary>Start nothing new; what runs may finish. A newer update takes over.</summary>
    AfterRunningSteps,

    /// <summary>Start nothing new and don't wait for what runs. A deletion or a rollback takes over.</summary>
    AtOnce,
}
