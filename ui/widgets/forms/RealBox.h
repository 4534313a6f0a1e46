// SPDX-License-Identifier: MIT
#pragma once

#include "session/settings/Settings.h"

#include <QAbstractSpinBox>

#include <optional>

namespace lookaway {

/// A real number as people write it, shortest and exact: 0.25, 5e-5, 7e-7. QDoubleSpinBox would round it to a fixed
/// number of decimals and refuse to hold what is out of range; here whatever is typed stays, so that a sentence can say
/// what is wrong with it. Accepts a decimal comma. Steps stay in range.
class RealBox : public QAbstractSpinBox {
    Q_OBJECT

public:
    /// Add: by a fixed amount. Multiply: along 1, 2, 5, 10, ... and down to 0 where the range allows it.
    enum class Step { Add, Multiply };

    explicit RealBox(QWidget* parent = nullptr);

    /// What is acceptable; without one, every finite number is.
    void setRange(const Range& range);
    void setStep(Step kind, double size = 1);
    /// Shown, and accepted, for 0: "off". Empty = 0 is shown as a number.
    void setZeroText(const QString& text);

    /// Shows a number; not signalled.
    void setValue(double value);
    /// The number that stands here, also one that is out of range; nullopt when it is not a number.
    std::optional<double> value() const;
    /// Whether there is a number and it is in range.
    bool acceptable() const;

    /// The number as the box writes it.
    static QString textOf(double value);

    void stepBy(int steps) override;
    QSize sizeHint() const override;
    QSize minimumSizeHint() const override;

Q_SIGNALS:
    /// The person typed or stepped; the value may be unacceptable.
    void edited();

protected:
    StepEnabled stepEnabled() const override;
    QValidator::State validate(QString& input, int& position) const override;

private:
    QString shown(double value) const;
    std::optional<double> parsed(const QString& text) const;
    std::optional<double> stepped(double value, bool up) const;
    void tidy();

    std::optional<Range> m_range;
    Step m_step = Step::Add;
    double m_stepSize = 1;
    QString m_zeroText;
};

} // namespace lookaway
