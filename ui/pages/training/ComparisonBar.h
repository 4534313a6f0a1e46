// SPDX-License-Identifier: MIT
#pragma once

#include <QFrame>

class QLabel;
class QPushButton;

namespace lookaway {

/// A line that says how a run stands to the one it is compared with, and the button that leads there. Takes no room
/// while there is nothing to say.
class ComparisonBar : public QFrame {
    Q_OBJECT

public:
    explicit ComparisonBar(QWidget* parent = nullptr);

    /// An empty sentence hides the line.
    void say(const QString& sentence, const QString& button);
    void setButtonEnabled(bool enabled);
    QString sentence() const;

Q_SIGNALS:
    void clicked();

protected:
    void changeEvent(QEvent* event) override;

private:
    QLabel* m_icon;
    QLabel* m_sentence;
    QPushButton* m_button;
};

} // namespace lookaway
