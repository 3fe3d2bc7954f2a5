namespace Heat.Core.Engine;

/// <summary>Runs everything of one operation one at a time. In a real process that is <see cref="OperationLoop"/>; a test decides itself what runs next.</summary>
internal interface IOperationLoop
{
    /// <summary>Runs work and everything that it starts.</summary>
    Task RunAsync(Func<Task> work);
}
