// SPDX-License-Identifier: MIT
#include "widgets/forms/RealBox.h"

#include <QLineEdit>
#include <QLocale>
#include <QStyleOptionSpinBox>

#include <array>
#include <cmath>

namespace lookaway {

namespace {

/// Multiplicative steps leave 0 to here, and from here to 0.
constexpr double smallestStep = 1e-7;

/// The next of ..., 0.1, 0.2, 0.5, 1, 2, 5, 10, ... above or below a positive value.
double nextOfSeries(double value, bool up)
{
    constexpr std::array mantissas{ 1.0, 2.0, 5.0 };
    constexpr double slack = 1e-9; // 5e-5 is not below 5e-5
    const int decade = static_cast<int>(std::floor(std::log10(value)));
    double best = 0;
    for (int exponent = decade - 1; exponent <= decade + 1; ++exponent)
        for (const double mantissa : mantissas) {
            // Through text, so that it is the double that a person would get by typing it.
            const double candidate =
                QByteArray::number(mantissa).append('e').append(QByteArray::number(exponent)).toDouble();
            if (up && candidate > value * (1 + slack))
                return candidate;
            if (!up && candidate < value * (1 - slack))
                best = candidate;
        }
    return best;
}

} // namespace

RealBox::RealBox(QWidget* parent)
    : QAbstractSpinBox(parent)
{
    setValue(0);
    connect(lineEdit(), &QLineEdit::textEdited, this, &RealBox::edited);
    connect(this, &QAbstractSpinBox::editingFinished, this, &RealBox::tidy);
}

void RealBox::setRange(const Range& range)
{
    m_range = range;
}

void RealBox::setStep(Step kind, double size)
{
    m_step = kind;
    m_stepSize = size;
}

void RealBox::setZeroText(const QString& text)
{
    const auto now = value();
    m_zeroText = text;
    if (now)
        setValue(*now);
}

void RealBox::setValue(double value)
{
    lineEdit()->setText(shown(value));
    update(); // the buttons
}

std::optional<double> RealBox::value() const
{
    return parsed(lineEdit()->text());
}

bool RealBox::acceptable() const
{
    const auto number = value();
    return number && (!m_range || m_range->contains(*number));
}

QString RealBox::textOf(double value)
{
    QString plain = QString::number(value, 'f', QLocale::FloatingPointShortest);
    QString scientific = QString::number(value, 'e', QLocale::FloatingPointShortest);
    scientific.replace(QLatin1String("e+"), QLatin1String("e"));
    for (const auto* sign : { "e-", "e" })
        while (scientific.contains(QLatin1String(sign) + u'0'))
            scientific.replace(QLatin1String(sign) + u'0', QLatin1String(sign));
    const bool ordinary = value == 0 || (std::abs(value) >= 1e-3 && std::abs(value) < 1e6);
    return ordinary || !std::isfinite(value) ? plain : scientific;
}

QString RealBox::shown(double value) const
{
    return value == 0 && !m_zeroText.isEmpty() ? m_zeroText : textOf(value);
}

std::optional<double> RealBox::parsed(const QString& text) const
{
    QString number = text.trimmed();
    if (!m_zeroText.isEmpty() && number.compare(m_zeroText, Qt::CaseInsensitive) == 0)
        return 0.0;
    number.replace(u',', u'.');
    bool ok = false;
    const double value = number.toDouble(&ok); // as in C, whatever the locale
    return ok && std::isfinite(value) ? std::optional(value) : std::nullopt;
}

std::optional<double> RealBox::stepped(double value, bool up) const
{
    double next = value + (up ? m_stepSize : -m_stepSize);
    next = std::round(next * 1e12) / 1e12; // 0.30000000000000004 is not what a person asked for
    if (m_step == Step::Multiply) {
        next = value > 0 ? nextOfSeries(value, up) : smallestStep;
        if (value <= smallestStep && !up)
            next = 0;
    }
    if (m_range && !m_range->contains(next)) {
        const double end = up ? m_range->high : m_range->low;
        const bool open = up ? m_range->highOpen : m_range->lowOpen;
        if (open || (up ? value >= end : value <= end))
            return std::nullopt;
        next = end;
    }
    return next == value ? std::nullopt : std::optional(next);
}

void RealBox::stepBy(int steps)
{
    auto next = value();
    for (int i = 0; i < std::abs(steps) && next; ++i) {
        next = stepped(*next, steps > 0);
        if (next)
            setValue(*next);
    }
    selectAll();
    Q_EMIT edited();
}

QAbstractSpinBox::StepEnabled RealBox::stepEnabled() const
{
    const auto now = value();
    if (!now || isReadOnly())
        return StepNone;
    StepEnabled enabled = StepNone;
    enabled.setFlag(StepUpEnabled, stepped(*now, true).has_value());
    enabled.setFlag(StepDownEnabled, stepped(*now, false).has_value());
    return enabled;
}

QValidator::State RealBox::validate(QString& input, int&) const
{
    const auto number = parsed(input);
    return number && (!m_range || m_range->contains(*number)) ? QValidator::Acceptable : QValidator::Intermediate;
}

void RealBox::tidy()
{
    if (const auto number = value())
        setValue(*number);
}

QSize RealBox::sizeHint() const
{
    ensurePolished();
    const QFontMetrics metrics = fontMetrics();
    const int text =
        std::max(metrics.horizontalAdvance(m_zeroText), metrics.horizontalAdvance(QStringLiteral("0.00000001")));
    QStyleOptionSpinBox option;
    initStyleOption(&option);
    const QSize content(text + metrics.averageCharWidth() * 2, lineEdit()->sizeHint().height());
    return style()->sizeFromContents(QStyle::CT_SpinBox, &option, content, this);
}

QSize RealBox::minimumSizeHint() const
{
    return { fontMetrics().horizontalAdvance(QStringLiteral("0.0000")) + 32, sizeHint().height() };
}

} // namespace lookaway
