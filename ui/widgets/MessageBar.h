// SPDX-License-Identifier: MIT
#pragma once

#include <QFrame>
#include <QList>

#include <functional>

class QBoxLayout;
class QLabel;
class QPushButton;

namespace lookaway {

/// A line above a workspace that says something without stopping anybody: icon, sentence, at most two actions, close.
/// A new message replaces the old one; Esc closes it while it has the focus. Hidden when there is nothing to say.
///
/// Where there are several places (workspaces), a message is seen only at those it belongs to: at first that where it
/// was said.
class MessageBar : public QFrame {
    Q_OBJECT

public:
    enum class Kind { Information, Success, Warning, Error };

    explicit MessageBar(QWidget* parent = nullptr);

    /// `action` empty: no button. The action's button closes the bar and then calls `onAction`. Returns the message's
    /// number.
    int showMessage(
        Kind kind, const QString& sentence, const QString& action = {}, std::function<void()> onAction = {});
    /// A second button for the message that was shown last.
    void addAction(const QString& action, std::function<void()> onAction);
    /// The message that was shown last belongs to these places.
    void keepTo(const QList<int>& places);
    /// Where the person is now.
    void setPlace(int place);
    /// There is nothing to say any more.
    void dismiss();
    /// Only this message is out of date; another one stays.
    void dismiss(int number);
    QString message() const;
    Kind kind() const { return m_kind; }

protected:
    void changeEvent(QEvent* event) override;
    void keyPressEvent(QKeyEvent* event) override;
    void resizeEvent(QResizeEvent* event) override;
    void paintEvent(QPaintEvent* event) override;

private:
    struct Button {
        QPushButton* widget;
        std::function<void()> onClick = {};
    };
    void showState();
    void showIcon();
    void arrange();
    static void set(Button& button, const QString& text, std::function<void()> onClick);

    Kind m_kind = Kind::Information;
    int m_number = 0; ///< of the message that was shown last
    bool m_open = false;
    int m_place = 0;
    QList<int> m_places;
    QLabel* m_icon;
    QLabel* m_text;
    QBoxLayout* m_middle; ///< the sentence, and its buttons beside or below
    Button m_first;
    Button m_second;
};

} // namespace lookaway
