namespace Heat.Core.Engine.Planning;

/// <summary>What a step of a plan is for.</summary>
public enum StepKind
{
    /// <summary>Bring a wanted resource in line with its definition: create it, update it, replace it, or leave it as it is. Which of them is decided when the step runs, for only then its properties are known.</summary>
    Converge,

    /// <summary>Delete a record that is no longer wanted: its resource left the template, or a replacement took its place. Nothing happens when the record turns out to be wanted still.</summary>
    CleanUp,

    /// <summary>Do something with an existing resource: delete, suspend, resume or check it.</summary>
    Act,
}
