// SPDX-License-Identifier: MIT
#pragma once

#include <QFrame>

#include <functional>

class QLabel;
class QPushButton;

namespace lookaway {

/// A line above a workspace that says something without stopping anybody: icon, sentence, at most two actions, close.
/// A new message replaces the old one; Esc closes it while it has the focus. Hidden when there is nothing to say.
class MessageBar : public QFrame {
    Q_OBJECT

public:
    enum class Kind { Information, Success, Warning, Error };

    explicit MessageBar(QWidget* parent = nullptr);

    /// `action` empty: no button. The action's button closes the bar and then calls `onAction`.
    void showMessage(
        Kind kind, const QString& sentence, const QString& action = {}, std::function<void()> onAction = {});
    /// A second button for the message that was shown last.
    void addAction(const QString& action, std::function<void()> onAction);
    QString message() const;
    Kind kind() const { return m_kind; }

protected:
    void keyPressEvent(QKeyEvent* event) override;
    void paintEvent(QPaintEvent* event) override;

private:
    struct Button {
        QPushButton* widget;
        std::function<void()> onClick = {};
    };
    static void set(Button& button, const QString& text, std::function<void()> onClick);

    Kind m_kind = Kind::Information;
    QLabel* m_icon;
    QLabel* m_text;
    Button m_first;
    Button m_second;
};

} // namespace lookaway
