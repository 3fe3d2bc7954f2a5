namespace Heat.Server.Hosting;

/// <summary>Settings that can tell what is wrong with them.</summary>
internal interface ICheckedOptions
{
    /// <summary>One sentence for each thing that makes no sense, with the setting's full name.</summary>
    IEnumerable<string> Problems();
}
