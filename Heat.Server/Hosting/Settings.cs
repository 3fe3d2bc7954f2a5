using Microsoft.Extensions.Options;

namespace Heat.Server.Hosting;

/// <summary>Reads sections of the configuration, and refuses those that make no sense before anything is started.</summary>
internal static class Settings
{
    /// <exception cref="OptionsValidationException">Something is wrong with them.</exception>
    public static T Read<T>(this IConfiguration configuration, string section)
        where T : class, ICheckedOptions, new()
    {
        var options = configuration.GetSection(section).Get<T>() ?? new T();
        List<string> problems = [.. options.Problems()];
        return problems.Count == 0 ? options : throw new OptionsValidationException(section, typeof(T), problems);
    }

    /// <summary>The parts of a list that is written with semicolons.</summary>
    public static IReadOnlyList<string> Parts(string? list) => (list ?? "").Split(';', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries);
}
