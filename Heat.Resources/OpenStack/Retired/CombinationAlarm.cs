using Heat.Core.Resources;
using Heat.Resources.Heat;

namespace Heat.Resources.OpenStack.Retired;

/// <summary>OS::Aodh::CombinationAlarm — once an alarm that combined others. It does nothing any more, so that templates which have it still work.</summary>
public sealed class CombinationAlarm : Placeholder
{
    public override ResourceSchema Schema { get; } = new("OS::Aodh::CombinationAlarm")
    {
        Description = "Once an alarm that combined others. Does nothing any more.",
        Support = SupportStatus.Since("2014.1").DeprecatedIn("7.0.0").HiddenIn("9.0.0"),
        TakesAnything = true,
    };
}
